"""The public forms, in each language."""

from django.urls import path

from contacts import views

urlpatterns = [
    path("contact/", views.contact, name="contact"),
    path("contact/thanks/", views.thanks, name="contact_thanks"),
    path("assignment/", views.assignment, name="assignment"),
    path("assignment/thanks/", views.thanks, name="assignment_thanks"),
]
