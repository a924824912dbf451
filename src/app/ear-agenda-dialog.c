/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-agenda-dialog.h"

#include <glib/gi18n.h>

#include "ear-agenda-data.h"
#include "ear-item-dialog.h"
#include "ear-page-feed.h"
#include "ear-terms.h"

struct _EarAgendaDialog
{
  AdwDialog parent_instance;

  AdwEntryRow *entry;
  GtkListBox *list;

  EarWorkbook *workbook;
  EarPageFeed *feed;
  EarId session;
  EarAssembly *assembly; /* (nullable) */
  EarId focus;           /* the item that has the focus again once the list is there */
};

G_DEFINE_FINAL_TYPE (EarAgendaDialog, ear_agenda_dialog, ADW_TYPE_DIALOG)

static guint chosen_signal;

static const EarAssemblyItem *
selected_item (EarAgendaDialog *dialog, guint *place)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (dialog->list);
  guint at = row == NULL ? G_MAXUINT : (guint) gtk_list_box_row_get_index (row);

  if (dialog->assembly == NULL || at >= ear_agenda_count_live (dialog->assembly))
    return NULL;
  *place = at;
  return dialog->assembly->items->pdata[at];
}

static char *
describe (const EarAssemblyItem *item)
{
  const char *nature = item->nature == NULL ? NULL : ear_term_label (EAR_TERMS_AGENDA_NATURE, item->nature);
  g_autoptr (GString) text = g_string_new (nature);
  g_autofree char *support = ear_agenda_support_words (item);

  if (item->minutes > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%d minute", "%d minutes", (int) item->minutes), (int) item->minutes);
    }
  g_string_append (text, text->len > 0 ? " · " : "");
  g_string_append_printf (text, ngettext ("%u voice", "%u voices", item->inputs->len), item->inputs->len);
  if (*support != '\0')
    g_string_append_printf (text, " · %s", g_strdelimit (support, "\n", ' '));
  if (item->actions->len > 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%u action", "%u actions", item->actions->len), item->actions->len);
    }
  if (item->decision != NULL)
    g_string_append_printf (text, " · %s", ear_term_label (EAR_TERMS_DECISION, item->decision));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GtkWidget *
new_row (const EarAssemblyItem *item, guint number)
{
  GtkWidget *row = adw_action_row_new ();
  const char *wording = item->wording == NULL ? _ ("an item that has not come yet") : item->wording;
  g_autofree char *title = ear_id_is_none (&item->id) ? g_strdup (_ ("Said to no item of the agenda"))
                           : item->is_removed         ? g_strdup_printf (_ ("Taken off the agenda: %s"), wording)
                                                      : g_strdup_printf (_ ("%u. %s"), number + 1, wording);
  g_autofree char *facts = describe (item);
  g_autofree char *all = g_strdup_printf ("%s · %s", title, facts);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), facts);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, all, -1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), !item->is_removed && !ear_id_is_none (&item->id));
  gtk_widget_set_sensitive (row, !item->is_removed && !ear_id_is_none (&item->id));
  return row;
}

static void
show_items (EarAgendaDialog *dialog)
{
  gtk_list_box_remove_all (dialog->list);
  for (guint i = 0; i < dialog->assembly->items->len; i++)
    {
      const EarAssemblyItem *item = dialog->assembly->items->pdata[i];
      GtkWidget *row = new_row (item, i);

      gtk_list_box_append (dialog->list, row);
      if (!ear_id_is_none (&item->id) && ear_id_equal (&item->id, &dialog->focus))
        {
          gtk_list_box_select_row (dialog->list, GTK_LIST_BOX_ROW (row));
          gtk_widget_grab_focus (row);
        }
    }
  dialog->focus = EAR_ID_NONE;
  gtk_widget_set_visible (GTK_WIDGET (dialog->list), dialog->assembly->items->len > 0);
}

static void
arrived (gpointer data, gpointer result, const GError *error G_GNUC_UNUSED)
{
  EarAgendaDialog *dialog = data;

  if (result == NULL)
    return;
  g_clear_pointer (&dialog->assembly, ear_assembly_free);
  dialog->assembly = result;
  show_items (dialog);
}

static void
reload (gpointer data)
{
  EarAgendaDialog *dialog = data;

  ear_page_feed_ask (dialog->feed, ear_agenda_job, g_memdup2 (&dialog->session, sizeof dialog->session), g_free,
                     (GDestroyNotify) ear_assembly_free, arrived);
}

static void
added (gpointer object)
{
  gtk_editable_set_text (GTK_EDITABLE (EAR_AGENDA_DIALOG (object)->entry), "");
}

/* What ends with a question mark is a question; what does not is proposed. */
static void
add_cb (EarAgendaDialog *dialog)
{
  g_autofree char *wording = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (dialog->entry))));
  EarRecord *item;

  if (*wording == '\0')
    return;
  item = ear_record_new (EAR_KIND_AGENDA_ITEM);
  ear_record_set_id (item, EAR_AGENDA_ITEM_SESSION, &dialog->session);
  ear_record_set (item, EAR_AGENDA_ITEM_WORDING, wording);
  ear_record_set (item, EAR_AGENDA_ITEM_NATURE, g_str_has_suffix (wording, "?") ? EAR_AGENDA_QUESTION : EAR_AGENDA_PROPOSAL);
  ear_agenda_put_item (ear_window_of (GTK_WIDGET (dialog)), item, _ ("Item added"), G_OBJECT (dialog), added);
}

static void
activated_cb (EarAgendaDialog *dialog, GtkListBoxRow *row)
{
  guint at = (guint) gtk_list_box_row_get_index (row);

  if (dialog->assembly == NULL || at >= ear_agenda_count_live (dialog->assembly))
    return;
  g_signal_emit (dialog, chosen_signal, 0, at);
  adw_dialog_close (ADW_DIALOG (dialog));
}

static gpointer
item_job (EarStore *store, gpointer id, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return ear_store_get (store, EAR_KIND_AGENDA_ITEM, id, error);
}

static void
item_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (EarAgendaDialog) dialog = data;
  g_autoptr (EarRecord) item = ear_workbook_run_finish (EAR_WORKBOOK (source), result, NULL);
  const EarAssemblyItem *shown = NULL;
  EarId id;

  if (item == NULL || item->erased || dialog->assembly == NULL)
    return;
  id = item->id;
  for (guint i = 0; i < dialog->assembly->items->len; i++)
    {
      const EarAssemblyItem *each = dialog->assembly->items->pdata[i];

      if (ear_id_equal (&each->id, &id))
        shown = each;
    }
  dialog->focus = id;
  adw_dialog_present (ear_item_dialog_new (g_steal_pointer (&item), shown), GTK_WIDGET (dialog));
}

static void
edit_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  EarAgendaDialog *dialog = EAR_AGENDA_DIALOG (widget);
  guint place;
  const EarAssemblyItem *item = selected_item (dialog, &place);

  if (item != NULL)
    ear_workbook_run_async (dialog->workbook, FALSE, item_job, g_memdup2 (&item->id, sizeof item->id), g_free,
                            (GDestroyNotify) ear_record_free, NULL, item_cb, g_object_ref (dialog));
}

static void
move (EarAgendaDialog *dialog, int by)
{
  guint place;
  const EarAssemblyItem *item = selected_item (dialog, &place);

  if (item == NULL || (by < 0 && place == 0) || (by > 0 && place + 1 >= ear_agenda_count_live (dialog->assembly)))
    return;
  dialog->focus = item->id;
  ear_agenda_move_item (ear_window_of (GTK_WIDGET (dialog)), &item->id, (guint) ((int) place + by));
}

static void
up_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  move (EAR_AGENDA_DIALOG (widget), -1);
}

static void
down_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  move (EAR_AGENDA_DIALOG (widget), 1);
}

static void
answer_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  EarAgendaDialog *dialog = EAR_AGENDA_DIALOG (widget);
  guint place;
  const EarAssemblyItem *item = selected_item (dialog, &place);

  if (item == NULL)
    return;
  dialog->focus = item->id;
  ear_window_answer_item (ear_window_of (widget), &item->id, item->wording);
}

static void
remove_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  EarAgendaDialog *dialog = EAR_AGENDA_DIALOG (widget);
  guint place;
  const EarAssemblyItem *item = selected_item (dialog, &place);

  if (item != NULL)
    ear_agenda_remove_item (ear_window_of (widget), &item->id);
}

static void
ear_agenda_dialog_dispose (GObject *object)
{
  EarAgendaDialog *dialog = EAR_AGENDA_DIALOG (object);

  g_clear_pointer (&dialog->feed, ear_page_feed_free);
  g_clear_object (&dialog->workbook);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_AGENDA_DIALOG);
  g_clear_pointer (&dialog->assembly, ear_assembly_free);
  G_OBJECT_CLASS (ear_agenda_dialog_parent_class)->dispose (object);
}

static void
ear_agenda_dialog_class_init (EarAgendaDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_agenda_dialog_dispose;
  chosen_signal = g_signal_new ("chosen", EAR_TYPE_AGENDA_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-agenda-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EarAgendaDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, EarAgendaDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_action (widget_class, "agenda.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "agenda.up", NULL, up_action);
  gtk_widget_class_install_action (widget_class, "agenda.down", NULL, down_action);
  gtk_widget_class_install_action (widget_class, "agenda.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "agenda.answer", NULL, answer_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "agenda.edit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK, "agenda.answer", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "agenda.up", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "agenda.down", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "agenda.remove", NULL);
}

static void
ear_agenda_dialog_init (EarAgendaDialog *dialog)
{
  gtk_widget_init_template (GTK_WIDGET (dialog));
  dialog->feed = ear_page_feed_new (GTK_WIDGET (dialog), reload);
}

AdwDialog *
ear_agenda_dialog_new (EarWorkbook *workbook, const EarId *session)
{
  EarAgendaDialog *dialog = g_object_new (EAR_TYPE_AGENDA_DIALOG, NULL);

  dialog->session = *session;
  dialog->workbook = g_object_ref (workbook);
  ear_page_feed_set_workbook (dialog->feed, workbook);
  return ADW_DIALOG (dialog);
}
