/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-support-dialog.h"

#include <glib/gi18n.h>

#include "ear-agenda-data.h"
#include "ear-choice.h"
#include "ear-rows.h"
#include "ear-terms.h"

struct _EarSupportDialog
{
  AdwDialog parent_instance;

  AdwPreferencesGroup *numbers;
  AdwComboRow *table, *method;
  AdwSpinRow *rows[EAR_SUPPORT_N_NUMBERS];

  EarId item;
};

G_DEFINE_FINAL_TYPE (EarSupportDialog, ear_support_dialog, ADW_TYPE_DIALOG)

static const char *
chosen_method (EarSupportDialog *dialog)
{
  EarChoice *choice = ear_choice_get_selected (dialog->method);

  return choice == NULL ? EAR_METHOD_HANDS : ear_choice_get_key (choice);
}

/* Rows that are only hidden would stay hidden from a screen reader when they are shown. */
static void
method_cb (EarSupportDialog *dialog)
{
  guint first, last;

  if (dialog->numbers == NULL)
    return;
  for (guint i = 0; i < EAR_SUPPORT_N_NUMBERS; i++)
    {
      if (dialog->rows[i] != NULL)
        adw_preferences_group_remove (dialog->numbers, GTK_WIDGET (dialog->rows[i]));
      dialog->rows[i] = NULL;
    }
  ear_support_range (chosen_method (dialog), &first, &last);
  for (guint i = first; i <= last; i++)
    {
      dialog->rows[i] = ADW_SPIN_ROW (ear_row_new_spin (ear_support_number_label (i), 10000));
      adw_preferences_group_add (dialog->numbers, GTK_WIDGET (dialog->rows[i]));
    }
}

static void
list_methods (EarSupportDialog *dialog)
{
  g_autoptr (GListStore) choices = g_list_store_new (EAR_TYPE_CHOICE);

  for (guint i = 0; EAR_TERMS_METHOD[i] != NULL; i++)
    {
      g_autoptr (EarChoice) choice = ear_choice_new (NULL, EAR_TERMS_METHOD[i], ear_term_label (EAR_TERMS_METHOD, EAR_TERMS_METHOD[i]), 0);

      g_list_store_append (choices, choice);
    }
  ear_choice_prepare (dialog->method);
  adw_combo_row_set_model (dialog->method, G_LIST_MODEL (choices));
}

/* What the item was counted by already is what it is most likely counted by again. */
static void
choose_method (EarSupportDialog *dialog, const EarAssemblyItem *item)
{
  const char *method = item->supports->len == 0 ? EAR_METHOD_HANDS
                                                : ((EarAssemblySupport *) item->supports->pdata[item->supports->len - 1])->method;
  guint place = ear_choice_find (adw_combo_row_get_model (dialog->method), &EAR_ID_NONE, method);

  adw_combo_row_set_selected (dialog->method, place == GTK_INVALID_LIST_POSITION ? 0 : place);
}

static gboolean
is_counted (const EarAssemblyItem *item, const EarAssemblyTable *table)
{
  for (guint i = 0; i < item->supports->len; i++)
    {
      if (((EarAssemblySupport *) item->supports->pdata[i])->table == table)
        return TRUE;
    }
  return FALSE;
}

/* The whole room, then the tables; the first of those that was not counted yet is chosen. */
static void
list_tables (EarSupportDialog *dialog, const EarAssembly *assembly, const EarAssemblyItem *item)
{
  g_autoptr (GListStore) choices = g_list_store_new (EAR_TYPE_CHOICE);
  g_autoptr (EarChoice) room = ear_choice_new (NULL, NULL, _ ("The whole room"), 0);
  guint chosen = 0;

  g_list_store_append (choices, room);
  for (guint i = 0; i < assembly->tables->len; i++)
    {
      const EarAssemblyTable *table = assembly->tables->pdata[i];
      g_autoptr (EarChoice) choice = NULL;

      if (table->is_removed)
        continue;
      choice = ear_choice_new (&table->id, NULL, table->label, 0);
      g_list_store_append (choices, choice);
      if (chosen == 0 && !is_counted (item, table))
        chosen = g_list_model_get_n_items (G_LIST_MODEL (choices)) - 1;
    }
  ear_choice_prepare (dialog->table);
  adw_combo_row_set_model (dialog->table, G_LIST_MODEL (choices));
  adw_combo_row_set_selected (dialog->table, chosen);
}

/* On to the next table, with nothing counted there yet; after the last one the dialog is done with. */
static void
counted (gpointer object)
{
  EarSupportDialog *dialog = object;
  guint next = adw_combo_row_get_selected (dialog->table) + 1;

  if (next == 1 || next >= g_list_model_get_n_items (adw_combo_row_get_model (dialog->table)))
    {
      adw_dialog_close (ADW_DIALOG (dialog));
      return;
    }
  adw_combo_row_set_selected (dialog->table, next);
  for (guint i = 0; i < EAR_SUPPORT_N_NUMBERS; i++)
    {
      if (dialog->rows[i] != NULL)
        adw_spin_row_set_value (dialog->rows[i], 0);
    }
  gtk_widget_grab_focus (GTK_WIDGET (dialog->table));
}

static void
save_cb (EarSupportDialog *dialog)
{
  EarRecord *support = ear_record_new (EAR_KIND_AGENDA_SUPPORT);
  EarChoice *table = ear_choice_get_selected (dialog->table);
  guint first, last;

  ear_record_set_id (support, EAR_AGENDA_SUPPORT_ITEM, &dialog->item);
  if (table != NULL && !ear_id_is_none (ear_choice_get_id (table)))
    ear_record_set_id (support, EAR_AGENDA_SUPPORT_PARTICIPANT, ear_choice_get_id (table));
  ear_record_set (support, EAR_AGENDA_SUPPORT_METHOD, chosen_method (dialog));
  ear_support_range (chosen_method (dialog), &first, &last);
  /* What is still being typed counts, too. */
  for (guint i = first; i <= last; i++)
    adw_spin_row_update (dialog->rows[i]);
  for (guint i = first; i <= last; i++)
    ear_record_set_integer (support, EAR_AGENDA_SUPPORT_DOTS + i, (gint64) adw_spin_row_get_value (dialog->rows[i]));
  ear_agenda_count (ear_window_of (GTK_WIDGET (dialog)), support, G_OBJECT (dialog), counted);
}

static gboolean
save_key_cb (GtkWidget *widget, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  save_cb (EAR_SUPPORT_DIALOG (widget));
  return TRUE;
}

static void
ear_support_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_SUPPORT_DIALOG);
  G_OBJECT_CLASS (ear_support_dialog_parent_class)->dispose (object);
}

static void
ear_support_dialog_class_init (EarSupportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_support_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-support-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EarSupportDialog, numbers);
  gtk_widget_class_bind_template_child (widget_class, EarSupportDialog, table);
  gtk_widget_class_bind_template_child (widget_class, EarSupportDialog, method);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, method_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, save_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, save_key_cb, NULL);
}

static void
ear_support_dialog_init (EarSupportDialog *dialog)
{
  gtk_widget_init_template (GTK_WIDGET (dialog));
  list_methods (dialog);
}

/**
 * ear_support_dialog_new:
 * @assembly: whose tables there are; read here and not kept
 *
 * Returns: (transfer floating): the dialog.
 */
AdwDialog *
ear_support_dialog_new (const EarAssembly *assembly, const EarAssemblyItem *item)
{
  EarSupportDialog *dialog = g_object_new (EAR_TYPE_SUPPORT_DIALOG, NULL);

  dialog->item = item->id;
  list_tables (dialog, assembly, item);
  choose_method (dialog, item);
  method_cb (dialog);
  return ADW_DIALOG (dialog);
}
