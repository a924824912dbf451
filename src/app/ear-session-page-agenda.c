/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of a Community Assembly: which item of the agenda is spoken about, to which what is typed is said, and the window that shows
 * it to the hall. Another conversation shows nothing of this. */
#include "ear-session-page-private.h"

#include <glib/gi18n.h>

#include "ear-agenda-data.h"
#include "ear-agenda-dialog.h"
#include "ear-choice.h"
#include "ear-record-dialog.h"
#include "ear-stage-window.h"
#include "ear-support-dialog.h"
#include "ear-terms.h"
#include "ear-window.h"

static gboolean
is_assembly (EarSessionPage *page)
{
  return page->assembly != NULL
         && g_strcmp0 (ear_record_get (page->assembly->session, EAR_SESSION_NATURE), EAR_SESSION_ASSEMBLY) == 0;
}

static guint
count_items (EarSessionPage *page)
{
  return is_assembly (page) ? ear_agenda_count_live (page->assembly) : 0;
}

static const EarAssemblyItem *
current_item (EarSessionPage *page)
{
  return page->agenda_item < count_items (page) ? page->assembly->items->pdata[page->agenda_item] : NULL;
}

/**
 * ear_session_page_agenda_item:
 *
 * Returns: the item to which what is typed is said; EAR_ID_NONE where there is none.
 */
EarId
ear_session_page_agenda_item (EarSessionPage *page)
{
  const EarAssemblyItem *item = current_item (page);

  return item == NULL ? EAR_ID_NONE : item->id;
}

/**
 * ear_session_page_agenda_stance:
 *
 * Returns: (nullable): a word of EAR_TERMS_STANCE, as which the next voice is kept.
 */
const char *
ear_session_page_agenda_stance (EarSessionPage *page)
{
  EarChoice *choice = ear_choice_get_selected (page->stance);
  int stance = choice == NULL || ear_choice_get_key (choice) == NULL ? -1 : ear_term_index (EAR_TERMS_STANCE, ear_choice_get_key (choice));

  return stance < 0 ? NULL : EAR_TERMS_STANCE[stance];
}

/**
 * ear_session_page_agenda_take_stance:
 *
 * Returns: (nullable): as ear_session_page_agenda_stance(). The voice after it is an input like others: a concern is said once.
 */
const char *
ear_session_page_agenda_take_stance (EarSessionPage *page)
{
  const char *stance = ear_session_page_agenda_stance (page);

  gtk_drop_down_set_selected (page->stance, 0);
  return stance;
}

static void
show_agenda (EarSessionPage *page)
{
  const EarAssemblyItem *item = current_item (page);
  guint n = count_items (page);
  g_autofree char *label = item == NULL ? g_strdup (_ ("What is on the agenda? Write it down (Ctrl+G)"))
                                        : g_strdup_printf (_ ("%u. %s"), page->agenda_item + 1, item->wording == NULL ? "" : item->wording);

  gtk_widget_set_visible (GTK_WIDGET (page->agenda_bar), is_assembly (page));
  gtk_label_set_text (page->agenda_label, label);
  gtk_widget_set_visible (GTK_WIDGET (page->stance), item != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (page), "agenda.open", is_assembly (page));
  gtk_widget_action_set_enabled (GTK_WIDGET (page), "agenda.stage", is_assembly (page));
  gtk_widget_action_set_enabled (GTK_WIDGET (page), "agenda.record", is_assembly (page));
  gtk_widget_action_set_enabled (GTK_WIDGET (page), "agenda.count", item != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (page), "agenda.answer", item != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (page), "agenda.keep", item != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (page), "agenda.say-here", item != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (page), "agenda.previous", item != NULL && page->agenda_item > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (page), "agenda.next", item != NULL && page->agenda_item + 1 < n);
  if (page->stage != NULL)
    ear_stage_window_show (EAR_STAGE_WINDOW (page->stage), is_assembly (page) ? page->assembly : NULL, page->agenda_item);
}

/* FALSE where it is not on the agenda, or not yet. */
static gboolean
find_current (EarSessionPage *page, const EarId *id)
{
  guint n = count_items (page);

  for (guint i = 0; i < n; i++)
    {
      const EarAssemblyItem *item = page->assembly->items->pdata[i];

      if (ear_id_equal (&item->id, id))
        {
          page->agenda_item = i;
          return TRUE;
        }
    }
  return FALSE;
}

/* Somebody took it off, here or elsewhere, while people speak about it: whoever types has to know to what it is said now. */
static void
tell_removed (EarSessionPage *page)
{
  EarWindow *window = ear_window_of (GTK_WIDGET (page));
  const EarAssemblyItem *item = current_item (page);
  g_autofree char *said
    = item == NULL ? g_strdup (_ ("The item that you were speaking about was taken off the agenda."))
                   : g_strdup_printf (_ ("The item that you were speaking about was taken off the agenda. What you type is now said to: %s"),
                                      item->wording == NULL ? "" : item->wording);

  if (window != NULL && gtk_widget_get_mapped (GTK_WIDGET (page)))
    ear_window_toast (window, said);
}

/* The item that is spoken about stays the same one, wherever it was moved meanwhile. */
static void
arrived (gpointer data, gpointer result, const GError *error G_GNUC_UNUSED)
{
  EarSessionPage *page = data;
  EarId before = ear_session_page_agenda_item (page);
  gboolean is_there;

  g_clear_pointer (&page->assembly, ear_assembly_free);
  page->assembly = result;
  is_there = find_current (page, &before);
  if (!ear_id_is_none (&page->agenda_wanted) && find_current (page, &page->agenda_wanted))
    page->agenda_wanted = EAR_ID_NONE;
  page->agenda_item = MIN (page->agenda_item, MAX (count_items (page), 1) - 1);
  show_agenda (page);
  ear_session_page_stance_update (page);
  if (!is_there && !ear_id_is_none (&before) && result != NULL)
    tell_removed (page);
  ear_session_page_line_keep (page);
}

/**
 * ear_session_page_agenda_go_to:
 * @item: EAR_ID_NONE: wherever the Assembly is
 * @stance: (nullable): a word of EAR_TERMS_STANCE
 *
 * Goes to the item to which what stands in the line was being said, at once or when the agenda is read.
 */
void
ear_session_page_agenda_go_to (EarSessionPage *page, const EarId *item, const char *stance)
{
  guint place = ear_choice_find (gtk_drop_down_get_model (page->stance), &EAR_ID_NONE, stance);

  if (ear_id_is_none (item))
    return;
  if (!find_current (page, item))
    page->agenda_wanted = *item;
  gtk_drop_down_set_selected (page->stance, place == GTK_INVALID_LIST_POSITION ? 0 : place);
  show_agenda (page);
}

static void
reload (gpointer data)
{
  EarSessionPage *page = data;

  ear_page_feed_ask (page->agenda_feed, ear_agenda_job, g_memdup2 (&page->id, sizeof page->id), g_free,
                     (GDestroyNotify) ear_assembly_free, arrived);
}

/**
 * ear_session_page_show_item:
 *
 * Goes to an item, at once or when the agenda is read. What the next voice is kept as stays.
 */
void
ear_session_page_show_item (EarSessionPage *page, const EarId *item)
{
  ear_session_page_agenda_go_to (page, item, ear_session_page_agenda_stance (page));
}

static void
step (EarSessionPage *page, int by)
{
  guint n = count_items (page);

  if (n == 0 || (by < 0 && page->agenda_item == 0) || (by > 0 && page->agenda_item + 1 >= n))
    return;
  page->agenda_item = (guint) ((int) page->agenda_item + by);
  page->agenda_wanted = EAR_ID_NONE;
  show_agenda (page);
  ear_session_page_line_keep (page);
  if (current_item (page)->wording != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (page), current_item (page)->wording, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
previous_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  step (EAR_SESSION_PAGE (widget), -1);
}

static void
next_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  step (EAR_SESSION_PAGE (widget), 1);
}

static void
chosen_cb (EarSessionPage *page, guint item)
{
  page->agenda_item = item;
  page->agenda_wanted = EAR_ID_NONE;
  show_agenda (page);
  ear_session_page_line_keep (page);
}

static void
closed_dialog_cb (EarSessionPage *page)
{
  if (page->line != NULL)
    ear_capture_line_focus (page->line);
}

static void
open_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  EarSessionPage *page = EAR_SESSION_PAGE (widget);
  AdwDialog *dialog = ear_agenda_dialog_new (page->workbook, &page->id);

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (chosen_cb), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "closed", G_CALLBACK (closed_dialog_cb), page, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
count_support (EarSessionPage *page)
{
  AdwDialog *dialog;

  if (current_item (page) == NULL || page->line == NULL)
    return;
  dialog = ear_support_dialog_new (page->assembly, current_item (page));
  g_signal_connect_object (dialog, "closed", G_CALLBACK (closed_dialog_cb), page, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (page));
}

static void
count_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  count_support (EAR_SESSION_PAGE (widget));
}

static void
answer_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  const EarAssemblyItem *item = current_item (EAR_SESSION_PAGE (widget));

  if (item != NULL)
    ear_window_answer_item (ear_window_of (widget), &item->id, item->wording);
}

static void
stance_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter)
{
  EarSessionPage *page = EAR_SESSION_PAGE (widget);

  if (current_item (page) != NULL)
    gtk_drop_down_set_selected (page->stance, (guint) g_variant_get_int32 (parameter));
}

static void
stage_closed_cb (EarSessionPage *page)
{
  page->stage = NULL;
}

static void
present_own (EarSessionPage *page)
{
  GtkRoot *root = page->line == NULL ? NULL : gtk_widget_get_root (GTK_WIDGET (page));

  if (root != NULL)
    gtk_window_present (GTK_WINDOW (root));
}

static void
stage_typed_cb (EarSessionPage *page, const char *text)
{
  if (page->line == NULL)
    return;
  ear_capture_line_insert (page->line, text);
  present_own (page);
  ear_capture_line_focus (page->line);
}

/* Numbers are typed on the laptop, not on the wall. */
static void
stage_count_cb (EarSessionPage *page)
{
  present_own (page);
  count_support (page);
}

static void
stage_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  EarSessionPage *page = EAR_SESSION_PAGE (widget);

  if (page->stage != NULL)
    {
      gtk_window_destroy (page->stage);
      return;
    }
  page->stage = ear_stage_window_new ();
  g_signal_connect_object (page->stage, "destroy", G_CALLBACK (stage_closed_cb), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (page->stage, "typed", G_CALLBACK (stage_typed_cb), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (page->stage, "stepped", G_CALLBACK (step), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (page->stage, "count", G_CALLBACK (stage_count_cb), page, G_CONNECT_SWAPPED);
  show_agenda (page);
  gtk_window_present (page->stage);
}

static void
record_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  EarSessionPage *page = EAR_SESSION_PAGE (widget);
  AdwDialog *dialog = ear_record_dialog_new (widget, page->workbook, &page->id);

  g_signal_connect_object (dialog, "closed", G_CALLBACK (closed_dialog_cb), page, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
list_stances (EarSessionPage *page)
{
  g_autoptr (GListStore) choices = g_list_store_new (EAR_TYPE_CHOICE);
  g_autoptr (EarChoice) plain = ear_choice_new (NULL, NULL, _ ("Input"), 0);

  g_list_store_append (choices, plain);
  for (guint i = 0; EAR_TERMS_STANCE[i] != NULL; i++)
    {
      g_autoptr (EarChoice) choice = ear_choice_new (NULL, EAR_TERMS_STANCE[i], ear_term_label (EAR_TERMS_STANCE, EAR_TERMS_STANCE[i]), 0);

      g_list_store_append (choices, choice);
    }
  ear_choice_prepare (page->stance);
  gtk_drop_down_set_model (page->stance, G_LIST_MODEL (choices));
}

void
ear_session_page_agenda_class_init (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, EarSessionPage, agenda_bar);
  gtk_widget_class_bind_template_child (klass, EarSessionPage, agenda_label);
  gtk_widget_class_bind_template_child (klass, EarSessionPage, stance);
  gtk_widget_class_install_action (klass, "agenda.open", NULL, open_action);
  gtk_widget_class_install_action (klass, "agenda.stage", NULL, stage_action);
  gtk_widget_class_install_action (klass, "agenda.count", NULL, count_action);
  gtk_widget_class_install_action (klass, "agenda.record", NULL, record_action);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_p, GDK_CONTROL_MASK, "agenda.record", NULL);
  gtk_widget_class_install_action (klass, "agenda.answer", NULL, answer_action);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_r, GDK_CONTROL_MASK, "agenda.answer", NULL);
  gtk_widget_class_install_action (klass, "agenda.previous", NULL, previous_action);
  gtk_widget_class_install_action (klass, "agenda.next", NULL, next_action);
  gtk_widget_class_install_action (klass, "agenda.stance", "i", stance_action);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_g, GDK_CONTROL_MASK, "agenda.open", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_F6, 0, "agenda.stage", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_k, GDK_CONTROL_MASK, "agenda.count", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Page_Up, GDK_ALT_MASK, "agenda.previous", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Page_Down, GDK_ALT_MASK, "agenda.next", NULL);
  for (int i = 0; i < 4; i++)
    gtk_widget_class_add_binding_action (klass, (guint) (GDK_KEY_1 + i), GDK_CONTROL_MASK, "agenda.stance", "i", i);
}

void
ear_session_page_agenda_init (EarSessionPage *page)
{
  page->agenda_feed = ear_page_feed_new (GTK_WIDGET (page), reload);
  list_stances (page);
  g_signal_connect_object (page->stance, "notify::selected", G_CALLBACK (ear_session_page_line_keep), page, G_CONNECT_SWAPPED);
  show_agenda (page);
}

void
ear_session_page_agenda_dispose (EarSessionPage *page)
{
  g_clear_pointer (&page->stage, gtk_window_destroy);
  g_clear_pointer (&page->agenda_feed, ear_page_feed_free);
  g_clear_pointer (&page->assembly, ear_assembly_free);
}
