from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "twelfth.messages"
    # django.contrib.messages has taken the label "messages"
    label = "mail"
