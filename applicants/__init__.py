"""Applicants: positions, who applies for them, and a selection that lets go of people in time.

Nothing here erases: a row that is over gets its ``ended_on``, and the sweep takes it that night, with its
files. Each act takes the latch; ``by`` names who of staff did it, and without it the act is the applicant's
own, by the link that we mailed, so that it confirms their mailbox too. What cannot be done is a ``Refusal``
with its sentence.

========================  ================================================================================
``models/``               ``Position`` · ``Application`` · ``Replacement`` (sent again, waits a week for its
                          mailbox) · ``Document`` · ``StageChange`` · ``Evaluation`` · ``Interview`` ·
                          ``HiringDossier`` · ``PositionCount`` · ``ReserveContact``
``applications.py``       ``receive_application`` (a public form; looks people up, so call it in the worker) ·
                          ``enter_application`` (paper, mail) · ``waiting_replacement`` ·
                          ``replace_application`` · ``change_application`` · ``withdraw_application`` ·
                          ``take_out_application`` (one application, and the person stays)
``sent_forms.py``         ``SentForm`` and ``SentFile``: what these take; ``removing_on_failure``
``documents.py``          ``documents_of`` (what is part of an application) · ``add_document`` ·
                          ``remove_document``
``document_cleaning.py``  has the worker make the copy that staff open; ``cleaning/`` makes it, in a
                          process that bounds itself
``consents.py``           ``confirm_mailbox`` (the consent of a form counts from then) · ``choose_how_long``
                          (at any time, also after the closing) · ``has_consented``
``links.py``              ``build_receipt_link`` · ``find_application``: the applicant's way back;
                          ``receipts.py``: ``mail_receipt`` (the form) · ``mail_link_to_choose`` (staff)
``incoming_forms.py``     ``put_application``: a public form with its files, until the worker takes it in
``stages.py``             ``move_to_stage``: a decision of a person, each time
``positions.py``          ``open_position`` · ``copy_position`` · ``close_position`` (takes the ``seal`` of
                          the preview, hands over the dossiers of the hired) · ``open_too_long``
``closing_preview.py``    ``preview_closing``: whom it lets go, and when
``renewal.py``            the reserve is asked every twelve months: ``ask_due_renewals`` ·
                          ``keep_in_reserve`` · ``leave_reserve`` · ``renewal_day``
``outreach.py``           whom we may call or mail: ``may_reach_about_selection`` ·
                          ``may_reach_from_reserve`` · ``begin_reserve_contact`` (names its position)
``counts.py``             ``list_counts``: what outlives people, none below five
``seen_by.py``            who sees what: the hiring group; ``first_look.py`` who an application is from, and
                          from when on a colleague sees it (``Policy.seen_if``, ``title_for``)
``policy.py``             what is kept, why and how long, with ``terms.py`` and ``purposes.py``
``admin/``                what staff work with: positions, closing one, the first page; ``selection/`` what
                          they do there
``public/``               what applicants see
========================  ================================================================================
"""
