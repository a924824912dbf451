/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-card-dialog.h"

#include <glib/gi18n.h>

#include "ear-partner-words.h"

static GtkWidget *
new_words (const char *words)
{
  g_autofree char *aloud = ear_partner_words_aloud (words);
  GtkWidget *label = gtk_label_new (aloud);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "partner-words");
  return label;
}

/**
 * ear_card_dialog_new:
 * @look: what was read
 *
 * Returns: (transfer floating): an AdwAlertDialog.
 */
AdwDialog *
ear_card_dialog_new (EarCardLook *look)
{
  g_autofree char *title = ear_partner_words_title (look->card->name, look->card->organisation_name);
  g_autofree char *body = ear_partner_words_look (look);
  gboolean acceptable = look->standing == EAR_CARD_NEW || look->standing == EAR_CARD_DOUBTED;
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (title, body));

  adw_alert_dialog_set_extra_child (dialog, new_words (look->card->words));
  adw_alert_dialog_add_response (dialog, "close", acceptable ? _ ("_Cancel") : _ ("_Close"));
  adw_alert_dialog_set_close_response (dialog, "close");
  if (!acceptable)
    return ADW_DIALOG (dialog);
  adw_alert_dialog_add_response (dialog, "accept", _ ("_These Are the Words"));
  adw_alert_dialog_set_response_appearance (dialog, "accept", look->standing == EAR_CARD_DOUBTED ? ADW_RESPONSE_DESTRUCTIVE
                                                                                                  : ADW_RESPONSE_SUGGESTED);
  return ADW_DIALOG (dialog);
}
