"""Headings of other programs and of lists that people keep themselves, whatever the rest of the table is; and
the headings that say a no. Data, no code to speak of."""

from __future__ import annotations

from contacts.importing.heading import table_of

MORE = table_of(
    "first: First | Firstname | Given | Forename | Roepnaam | Vorname | Vornamen | Prenom usuel | "
    "Person - First name",
    "middle: Middle | Middle Name | Weitere Vornamen | Tweede naam",
    "particle: Tussenvoegsel | Tussenvoegsels | Voorvoegsel | Voorvoegsels | Particule",
    "last: Last | Lastname | Family | Family name | Nachname | Familiennaam | Person - Last name",
    "name: Name | Naam | Nom | Volledige naam | Full name | Nom complet | Display name | "
    "Weergavenaam | Nom affiché | Anzeigename | Naam en voornaam | Voornaam en naam | Nom et prénom "
    "| Prénom et nom | Nom prénom | Naam voornaam | Voornaam naam | Contact name | Contactnaam | "
    "Person - Name | Sort Name | Vollständiger Name",
    "contact: Contactpersoon | Contact persoon | Contact | Contact person | Personne de contact | "
    "Contactpersonen | Kontaktperson | Ansprechpartner | Verantwoordelijke | Responsable | T.a.v. | "
    "Ter attentie van | Primary contact",
    "odoo: Complete Name",
    "type: Contact Type | Company Type | Type contact | Soort contact | Type de contact",
    "company: Current Employer | Employer | Werkgever | Employeur | Organization | Organization Name "
    "| Organisatienaam | Naam organisatie | Nom de l'organisation | Firma | Firmennaam | "
    "Bedrijfsnaam | Vereniging | Association | School | Person - Organization | Company Name | "
    "Parent Company | Account Name | Instelling | Institution | Société | Dienst",
    "email: Mail | Mailadres | Mail adres | E-Mail-Adresse | E-Mail Address | E-Mail 2 Adresse | "
    "E-Mail 2: Adresse | E-Mail 3: Adresse | E-mail 3 | E-mailadres 3 | Primary Email | Secondary "
    "Email | Email 1 | Email 2 | Email 3 | Mail 2 | Person - Email - Other | Person - Email | Emails "
    "| E-mails | E-mailadressen | Adresse mail | Adresse mél | Mél",
    "email home: Person - Email - Home | Home email | E-mail privé | E-mail thuis | Mail privé | "
    "Email personnel | Personal email | Privé e-mail",
    "email work: Person - Email - Work | Work email | E-mail werk | Mail werk | Email professionnel "
    "| E-mail bureau",
    "phone: Tel | Tel. | Telnr | Tel.nr. | Telefoonnr | Telefoon nr | Telefoonnummers | Telephone | "
    "Phone Number | Nummer telefoon | Rufnummer | Telefon | Telefonnummer | Tél | Téléphone fixe | "
    "N° de téléphone | N° tél | Phone 1 | Phone 3 | Telefoon 1 | Telefoon 3 | Tel 1 | Tel 2 | Tel1 | "
    "Tel2 | Vaste lijn | Vast nummer | Telefoon vast | Person - Phone | Person - Phone - Other | "
    "Other | Contact phone",
    "phone mobile: Cell | Cell phone | Gsm nummer | Gsmnr | Gsm nr | Mobiel nummer | Mobiele nummer "
    "| Mobile Number | Mobile phone | Portable | Tél portable | N° gsm | Handy | Mobiltelefon | "
    "Rufnummer Mobil | Mobil | Person - Phone - Mobile",
    "phone work: Work | Work Phone | Office phone | Tel werk | Telefoon werk | Tél bureau | Telefon "
    "geschäftlich | Telefon (geschäftlich) | Rufnummer Geschäftlich | Rufnummer Arbeit | Person - "
    "Phone - Work",
    "phone home: Home | Home Phone | Tel thuis | Telefoon privé | Tel privé | Tél privé | Tél "
    "domicile | Telefon privat | Telefon (privat) | Rufnummer Privat | Person - Phone - Home",
    "phone fax: Fax | Fax Number | Faxnummer | Télécopie | Telefax",
    "street: Address | Adresse | Street Address | Address 1 | Address line 1 | Straatnaam | Strasse "
    "| Straße | Street 1 | Adres 1 | Adresregel 1 | Supplemental Address 1 | Adres straat | Adresse "
    "ligne 1 | Postadres",
    "number: Nr | Nr. | Nummer | Huisnummer | Huisnr | Huisnr. | House number | Housenumber | "
    "Hausnummer | Numéro | N° | Street number | Straatnummer | Num",
    "box: Bus | Busnummer | Busnr | Box | Boîte | Bte | Toevoeging | Huisnummertoevoeging | Bus nr",
    "postcode: PC | Postal Code | Zip | Zip code | Zipcode | Postnummer | Postcode gemeente | PLZ | "
    "Postleitzahl | CP | Postnr | Post code",
    "city: Plaats | Stad | Ville | Ort | Stadt | Locality | Woonplaats | Gemeente stad | Plaatsnaam "
    "| Deelgemeente",
    "country: Land/regio | Country/Region | Pays/Région | Staat/Land | Land/Region | Country code | "
    "Landcode | Code pays",
    "street home: Home Address | Home Address 2 | Straße privat | Strasse privat",
    "postcode home: Home ZipCode | Home Zip | Postleitzahl privat",
    "city home: Home City | Ort privat",
    "country home: Land/Region privat",
    "street work: Work Address | Work Address 2 | Straße geschäftlich | Strasse geschäftlich",
    "postcode work: Work ZipCode | Work Zip | Postleitzahl geschäftlich",
    "city work: Work City | Ort geschäftlich",
    "country work: Work Country | Land/Region geschäftlich",
    "language: Preferred language | Voertaal | Sprache | Taalcode | Langue préférée | Communication language",
)
"""What is taken in from any table, if its own program says nothing else of the heading."""

NOES = table_of(
    "state: Status | State | Statut | Toestand | Subscriber State | Subscriber Status | Subscription "
    "Status | Email Status | E-mail status | Mail status | Mailstatus | Contact Status | "
    "Contactstatus | Member Status | Marketing status | Marketing contact status | Abonnement | "
    "Abonnementstatus | Inschrijvingsstatus | Statut d'abonnement | Email marketing status | "
    "Newsletter status | Status nieuwsbrief | Person - Marketing status | Opmerking | Opmerkingen | "
    "Remarque | Remarques | Remarks",
    "state: Labels | Label | Group Membership | Categories | Categorie | Categorieën | Catégorie | "
    "Catégories | Tags | Tag | Groep | Groepen | Groupe | Groupes | Groups | Kategorien | Person - "
    "Labels | Person - Label",
    "no offer: Do Not Call | Do Not Phone | Don't call | No calls | Niet bellen | Niet opbellen | "
    "Niet telefoneren | Geen telefoon | Ne pas appeler | Ne pas téléphoner | Pas d'appel | Nicht "
    "anrufen | Do Not SMS | Do Not Text | Niet sms'en | Phone opt out | Call opt out | SMS opt out | "
    "Do Not Fax | Fax opt out | Bel-me-niet-meer | Bel me niet | Bel me niet meer | Do Not Trade | "
    "Bel-me-niet-meer-lijst | Do-not-call list | Ne m'appelez plus",
    "no advertising: Do Not Email | Do Not E-mail | Do Not Mail | Don't email | Don't mail | No "
    "email | No mail | Niet mailen | Niet e-mailen | Geen mail | Geen e-mail | Geen mailings | Geen "
    "mailing | Geen reclame | Ne pas envoyer d'e-mail | Ne pas envoyer de mail | Ne pas envoyer "
    "d'e-mails | Pas de mail | Pas d'e-mail | Pas de mailing | Pas de publicité | Opt out | Opted "
    "out | Opt-out | Is opt out | Has opted out | Email opt out | Email Opted Out | Has Opted Out Of "
    "Email | Marketing opt out | Do not market | No marketing | Geen marketing | Do not solicit | "
    "Blacklisted | Blacklist | Email blacklisted | Blocklisted | Email blocklisted | Zwarte lijst | "
    "Liste noire | Robinson | Robinsonlijst | Liste Robinson | Désinscription | Spam complaint | "
    "Complaint | Keine Werbung | Do not bulk email | No Bulk Emails (User Opt Out) | No Bulk Emails "
    "| User Opt Out | No bulk email | Do not send mass mail | Suppressed",
    "no news: Unsubscribed | Unsubscribed from all email | Unsubscribed on | Unsubscribe date | "
    "Unsub time | Unsubscribe time | Unsub date | Date unsubscribed | Uitgeschreven | Uitgeschreven "
    "op | Uitschrijfdatum | Datum uitschrijving | Afgemeld | Afgemeld op | Désabonné | Désabonné le "
    "| Désinscrit | Désinscrit le | Date de désinscription | Date de désabonnement | Abgemeldet | "
    "Abgemeldet am | Unsub reason | Unsub campaign title | Bounced | Bounce | Bounce date | Bounced "
    "on | Hard bounce | Email hard bounce reason | Hard bounce reason | Bounce reason | Cleaned | "
    "Clean time | Clean date | Clean campaign title | Is bounced | On hold | Invalid email | Invalid "
    "email address | Geen nieuwsbrief | Pas de newsletter | Kein Newsletter",
    "no all: Do Not Contact | Don't contact | No contact | Niet contacteren | Niet meer contacteren "
    "| Geen contact | Ne pas contacter | Ne plus contacter | Nicht kontaktieren | Do not disturb",
    "no deceased: Deceased | Is deceased | Deceased date | Date of death | Overleden | Overleden op "
    "| Overlijdensdatum | Datum overlijden | Décédé | Décédée | Décédé le | Date de décès | "
    "Verstorben | Gestorven",
    "wish news: Newsletter | Nieuwsbrief | Infolettre | Lettre d'information | Newsletter "
    "subscription | Inschrijving nieuwsbrief | Nieuwsbrief ja/nee | Subscribed | Ingeschreven | "
    "Abonné | Is subscribed",
    "wish advertising: Opt in | Opt-in | Email opt in | Marketing opt in | Accepts marketing | Email "
    "consent | Marketing consent | Mailing | Mailings | Reclame | Mag mailen | Accepteert marketing "
    "| Accepte le marketing | Mag gemaild worden",
    "wish offer: Mag bellen | Mag gebeld worden | SMS consent | Phone opt in",
)
"""What says that somebody said no: words of a state, a column that is a no, or one where "no" is the no."""
