/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-item-dialog.h"

#include <glib/gi18n.h>

#include "ear-action-rows.h"
#include "ear-agenda-data.h"
#include "ear-choice.h"
#include "ear-terms.h"

struct _EarItemDialog
{
  AdwDialog parent_instance;

  AdwEntryRow *wording, *outcome;
  AdwComboRow *nature, *decision;
  AdwSpinRow *minutes;
  AdwPreferencesGroup *actions, *earlier;

  EarRecord *item; /* as it was when the dialog was opened */
};

G_DEFINE_FINAL_TYPE (EarItemDialog, ear_item_dialog, ADW_TYPE_DIALOG)

static void
list_terms (AdwComboRow *row, const char *const *terms, const char *unsaid, const char *chosen)
{
  g_autoptr (GListStore) choices = g_list_store_new (EAR_TYPE_CHOICE);
  guint place;

  if (unsaid != NULL)
    {
      g_autoptr (EarChoice) none = ear_choice_new (NULL, NULL, unsaid, 0);

      g_list_store_append (choices, none);
    }
  for (guint i = 0; terms[i] != NULL; i++)
    {
      g_autoptr (EarChoice) choice = ear_choice_new (NULL, terms[i], ear_term_label (terms, terms[i]), 0);

      g_list_store_append (choices, choice);
    }
  ear_choice_prepare (row);
  adw_combo_row_set_model (row, G_LIST_MODEL (choices));
  place = chosen == NULL ? 0 : ear_choice_find (G_LIST_MODEL (choices), &EAR_ID_NONE, chosen);
  adw_combo_row_set_selected (row, place == GTK_INVALID_LIST_POSITION ? 0 : place);
}

static const char *
get_term (AdwComboRow *row)
{
  EarChoice *choice = ear_choice_get_selected (row);

  return choice == NULL ? NULL : ear_choice_get_key (choice);
}

static void
saved (gpointer dialog)
{
  adw_dialog_close (ADW_DIALOG (dialog));
}

/* A field that was not touched is not written, so that who changes another one at another table is not contradicted. */
static void
set_changed (EarRecord *item, guint field, const char *value)
{
  g_autofree char *tidy = value == NULL ? NULL : ear_value_tidy (ear_field_info (EAR_KIND_AGENDA_ITEM, field)->type, value);

  if (g_strcmp0 (tidy, ear_record_get (item, field)) != 0)
    ear_record_set (item, field, tidy);
}

static void
save_cb (EarItemDialog *dialog)
{
  EarRecord *item = ear_record_copy (dialog->item);
  gboolean planned = ear_record_get (item, EAR_AGENDA_ITEM_MINUTES) != NULL;
  gint64 minutes;

  /* What is still being typed counts, too. */
  adw_spin_row_update (dialog->minutes);
  minutes = (gint64) adw_spin_row_get_value (dialog->minutes);
  set_changed (item, EAR_AGENDA_ITEM_WORDING, gtk_editable_get_text (GTK_EDITABLE (dialog->wording)));
  set_changed (item, EAR_AGENDA_ITEM_OUTCOME, gtk_editable_get_text (GTK_EDITABLE (dialog->outcome)));
  set_changed (item, EAR_AGENDA_ITEM_NATURE, get_term (dialog->nature));
  set_changed (item, EAR_AGENDA_ITEM_DECISION, get_term (dialog->decision));
  if (minutes != (planned ? ear_record_get_integer (item, EAR_AGENDA_ITEM_MINUTES) : 0))
    ear_record_set_integer (item, EAR_AGENDA_ITEM_MINUTES, minutes > 0 ? minutes : -1);
  ear_agenda_put_item (ear_window_of (GTK_WIDGET (dialog)), item, _ ("Item changed"), G_OBJECT (dialog), saved);
}

static gboolean
save_key_cb (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  save_cb (EAR_ITEM_DIALOG (widget));
  return TRUE;
}

static void
ear_item_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_ITEM_DIALOG);
  g_clear_pointer (&EAR_ITEM_DIALOG (object)->item, ear_record_free);
  G_OBJECT_CLASS (ear_item_dialog_parent_class)->dispose (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, EarItemDialog, name)

static void
ear_item_dialog_class_init (EarItemDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_item_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-item-dialog.ui");
  BIND (wording);
  BIND (outcome);
  BIND (nature);
  BIND (decision);
  BIND (minutes);
  BIND (actions);
  BIND (earlier);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, save_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, save_key_cb, NULL);
}

static void
ear_item_dialog_init (EarItemDialog *dialog)
{
  gtk_widget_init_template (GTK_WIDGET (dialog));
}

static void
show_earlier (EarItemDialog *dialog, const GPtrArray *wordings)
{
  for (guint i = 0; i < wordings->len; i++)
    {
      const EarAssemblyWording *wording = wordings->pdata[i];
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), wording->wording);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), wording->author == NULL ? "" : wording->author);
      adw_preferences_group_add (dialog->earlier, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (dialog->earlier), wordings->len > 0);
}

static void
action_cb (EarItemDialog *dialog, GtkWidget *row)
{
  ear_window_show_action (ear_window_of (GTK_WIDGET (dialog)), g_object_get_data (G_OBJECT (row), "id"));
}

static void
show_actions (EarItemDialog *dialog, const GPtrArray *actions)
{
  for (guint i = 0; i < actions->len; i++)
    {
      GtkWidget *row = ear_action_rows_action (actions->pdata[i]);

      g_signal_connect_object (row, "activated", G_CALLBACK (action_cb), dialog, G_CONNECT_SWAPPED);
      adw_preferences_group_add (dialog->actions, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (dialog->actions), actions->len > 0);
}

static void
set_text (AdwEntryRow *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text == NULL ? "" : text);
}

/**
 * ear_item_dialog_new:
 * @item: (transfer full): as the workbook has it
 * @shown: (nullable): what is known of it beside the record: how it was worded before, what follows from it; not kept
 *
 * Returns: (transfer floating): the dialog.
 */
AdwDialog *
ear_item_dialog_new (EarRecord *item, const EarAssemblyItem *shown)
{
  EarItemDialog *dialog = g_object_new (EAR_TYPE_ITEM_DIALOG, NULL);

  dialog->item = item;
  set_text (dialog->wording, ear_record_get (item, EAR_AGENDA_ITEM_WORDING));
  set_text (dialog->outcome, ear_record_get (item, EAR_AGENDA_ITEM_OUTCOME));
  adw_spin_row_set_value (dialog->minutes,
                          ear_record_get (item, EAR_AGENDA_ITEM_MINUTES) == NULL ? 0 : ear_record_get_integer (item, EAR_AGENDA_ITEM_MINUTES));
  list_terms (dialog->nature, EAR_TERMS_AGENDA_NATURE, NULL, ear_record_get (item, EAR_AGENDA_ITEM_NATURE));
  list_terms (dialog->decision, EAR_TERMS_DECISION, _ ("Nothing decided"), ear_record_get (item, EAR_AGENDA_ITEM_DECISION));
  if (shown != NULL)
    {
      show_actions (dialog, shown->actions);
      show_earlier (dialog, shown->wordings);
    }
  adw_dialog_set_focus (ADW_DIALOG (dialog), GTK_WIDGET (dialog->wording));
  return ADW_DIALOG (dialog);
}
