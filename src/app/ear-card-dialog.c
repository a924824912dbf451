/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-card-dialog.h"

#include <glib/gi18n.h>

#include "ear-choice.h"
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

static void
chosen_cb (AdwComboRow *row, GParamSpec *pspec G_GNUC_UNUSED, gpointer data)
{
  EarCardLook *look = data;
  EarChoice *choice = ear_choice_get_selected (row);

  look->replaced = choice == NULL || ear_choice_get_id (choice) == NULL ? EAR_ID_NONE : *ear_choice_get_id (choice);
}

static void
add_choice (GListStore *choices, const EarId *id, const char *label)
{
  g_autoptr (EarChoice) choice = ear_choice_new (id, NULL, label, 0);

  g_list_store_append (choices, choice);
}

static void
look_unref (gpointer look, GClosure *closure G_GNUC_UNUSED)
{
  ear_card_look_unref (look);
}

/* What is known to be lost, and is alone in that, is most likely what the new laptop is for. */
static guint
guess (const EarCardLook *look)
{
  guint n_revoked = 0;

  for (guint i = 0; i < look->may_replace->len; i++)
    n_revoked += ((EarPartner *) look->may_replace->pdata[i])->revoked;
  return n_revoked == 1;
}

/* The first choice is that it is one more laptop; then those of the organisation, what was revoked first. */
static GtkWidget *
new_replaced (EarCardLook *look)
{
  g_autoptr (GListStore) choices = g_list_store_new (EAR_TYPE_CHOICE);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_combo_row_new ();

  add_choice (choices, NULL, _ ("No other laptop"));
  for (guint i = 0; i < look->may_replace->len; i++)
    {
      const EarPartner *partner = look->may_replace->pdata[i];

      add_choice (choices, &partner->device, partner->name);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("In the place of"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("That laptop's files are refused from then on"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  ear_choice_prepare (row);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (choices));
  g_signal_connect_data (row, "notify::selected", G_CALLBACK (chosen_cb), ear_card_look_ref (look), look_unref, 0);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), guess (look));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return group;
}

/**
 * ear_card_dialog_new:
 * @look: what was read; which laptop the card's replaces, if a person says so, is noted in it
 *
 * Returns: (transfer floating): an AdwAlertDialog.
 */
AdwDialog *
ear_card_dialog_new (EarCardLook *look)
{
  g_autofree char *title = ear_partner_words_title (look->card->name, look->card->organisation_name);
  gboolean acceptable = look->standing == EAR_CARD_NEW || look->standing == EAR_CARD_DOUBTED;
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (title, ear_partner_words_look (look)));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  gtk_box_append (GTK_BOX (box), new_words (look->card->words));
  if (acceptable && look->may_replace->len > 0)
    gtk_box_append (GTK_BOX (box), new_replaced (look));
  adw_alert_dialog_set_extra_child (dialog, box);
  adw_alert_dialog_add_response (dialog, "close", acceptable ? _ ("_Cancel") : _ ("_Close"));
  adw_alert_dialog_set_close_response (dialog, "close");
  if (!acceptable)
    return ADW_DIALOG (dialog);
  adw_alert_dialog_add_response (dialog, "accept", _ ("_They Match"));
  adw_alert_dialog_set_response_appearance (dialog, "accept", look->standing == EAR_CARD_DOUBTED ? ADW_RESPONSE_DESTRUCTIVE
                                                                                                  : ADW_RESPONSE_SUGGESTED);
  return ADW_DIALOG (dialog);
}
