/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The voices of a session as a list: what is above it is not repeated in it, and a reload moves nothing. */
#include "ear-session-page-private.h"

#include <glib/gi18n.h>

#include "ear-state.h"
#include "ear-voice-item.h"
#include "ear-voice-menu.h"
#include "ear-voice-row.h"
#include "ear-window.h"

static char *
list_groups (EarSessionPage *page)
{
  EarPresence *only = page->view->groups->len == 1 ? page->view->groups->pdata[0] : NULL;

  return only == NULL ? NULL : g_strdup (only->name);
}

/* What holds for the whole session stands above the list and is not repeated under each voice. */
static void
leave_out_what_is_above (EarSessionPage *page, EarVoice *voice, const char *groups)
{
  const char *started = ear_record_get (page->view->session, EAR_SESSION_STARTED);

  if (g_strcmp0 (voice->place, page->view->place) == 0)
    g_clear_pointer (&voice->place, g_free);
  if (g_strcmp0 (voice->happened, started) == 0)
    g_clear_pointer (&voice->happened, g_free);
  if (g_strcmp0 (voice->groups, groups) == 0)
    g_clear_pointer (&voice->groups, g_free);
}

static gboolean
is_same_voice (EarSessionPage *page, guint position, const EarVoice *voice)
{
  g_autoptr (EarVoiceItem) item = g_list_model_get_item (G_LIST_MODEL (page->voices), position);

  return ear_id_equal (&ear_voice_item_get_voice (item)->id, &voice->id);
}

/* A coder who works blind sees no lines of others here either. */
static GPtrArray *
codings_of (EarSessionPage *page, const EarVoice *voice)
{
  GPtrArray *codings = g_hash_table_lookup (page->view->codings, &voice->id);

  for (guint i = codings == NULL || !ear_state_get_blind () ? 0 : codings->len; i > 0; i--)
    {
      if (!((EarCodingRow *) codings->pdata[i - 1])->is_own)
        g_ptr_array_remove_index (codings, i - 1);
    }
  return codings;
}

static void
refill (EarSessionPage *page, guint position, gpointer *voice)
{
  g_autoptr (EarVoiceItem) item = g_list_model_get_item (G_LIST_MODEL (page->voices), position);

  ear_voice_item_set_codings (item, codings_of (page, *voice));
  ear_voice_item_take_voice (item, g_steal_pointer (voice));
}

/* Voices that were there keep their rows, so that the list stays where it is and what is selected stays so. */
static void
replace_changed (EarSessionPage *page)
{
  GPtrArray *voices = page->view->voices;
  g_autofree char *groups = list_groups (page);
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (page->voices)), start = 0, end = 0;

  for (guint i = 0; i < voices->len; i++)
    leave_out_what_is_above (page, voices->pdata[i], groups);
  for (; start < n_old && start < voices->len && is_same_voice (page, start, voices->pdata[start]); start++)
    refill (page, start, &voices->pdata[start]);
  for (; end < n_old - start && end < voices->len - start
         && is_same_voice (page, n_old - 1 - end, voices->pdata[voices->len - 1 - end]);
       end++)
    refill (page, n_old - 1 - end, &voices->pdata[voices->len - 1 - end]);
  for (guint i = start; i < voices->len - end; i++)
    {
      GPtrArray *codings = codings_of (page, voices->pdata[i]);

      g_ptr_array_add (added, ear_voice_item_new (g_steal_pointer (&voices->pdata[i])));
      ear_voice_item_set_codings (added->pdata[added->len - 1], codings);
    }
  g_list_store_splice (page->voices, start, n_old - start - end, added->pdata, added->len);
}

static guint
position_of (EarSessionPage *page, const EarId *voice)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (page->voices));

  for (guint i = n; i > 0; i--)
    {
      g_autoptr (EarVoiceItem) item = g_list_model_get_item (G_LIST_MODEL (page->voices), i - 1);

      if (ear_id_equal (&ear_voice_item_get_voice (item)->id, voice))
        return i - 1;
    }
  return GTK_INVALID_LIST_POSITION;
}

static gboolean
scroll_cb (gpointer data)
{
  EarSessionPage *page = data;
  guint n = page->voices == NULL ? 0 : g_list_model_get_n_items (G_LIST_MODEL (page->voices));
  guint position;

  if (n == 0)
    return G_SOURCE_REMOVE;
  position = page->was_shown ? position_of (page, &page->scroll_to) : n - 1;
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_list_view_scroll_to (page->list, position, GTK_LIST_SCROLL_NONE, NULL);
  page->scroll_to = EAR_ID_NONE;
  page->was_shown = TRUE;
  return G_SOURCE_REMOVE;
}

static void
activate_cb (EarSessionPage *page, guint position)
{
  g_autoptr (EarVoiceItem) item = g_list_model_get_item (G_LIST_MODEL (page->selection), position);

  if (item != NULL)
    ear_session_page_change_voice (page, &ear_voice_item_get_voice (item)->id);
}

/**
 * ear_session_page_list_voice:
 *
 * Returns: (nullable): the voice in whose row the focus is, since a row that was reached with Tab is not selected; else the
 *   selected one.
 */
EarVoiceItem *
ear_session_page_list_voice (EarSessionPage *page)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (page)));
  GtkWidget *row = focus;

  while (row != NULL && gtk_widget_get_parent (row) != GTK_WIDGET (page->list))
    row = gtk_widget_get_parent (row);
  if (row == NULL || gtk_widget_get_first_child (row) == NULL)
    return gtk_single_selection_get_selected_item (page->selection);
  return ear_voice_row_get_item (EAR_VOICE_ROW (gtk_widget_get_first_child (gtk_widget_get_first_child (row))));
}

static void
change_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  EarVoiceItem *item = ear_session_page_list_voice (EAR_SESSION_PAGE (widget));

  if (item != NULL)
    ear_session_page_change_voice (EAR_SESSION_PAGE (widget), &ear_voice_item_get_voice (item)->id);
}

/* A list whose row with the focus goes begins at its top again, far from where somebody was at work. Where the focus is elsewhere
 * it stays there. */
static void
focus_beside (EarSessionPage *page, const EarId *voice)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (page->voices)), position = position_of (page, voice);

  if (n > 1 && position != GTK_INVALID_LIST_POSITION && ear_voice_menu_focused (page->list) != NULL)
    gtk_list_view_scroll_to (page->list, position + 1 < n ? position + 1 : position - 1, GTK_LIST_SCROLL_FOCUS, NULL);
}

static void
delete_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  EarVoiceItem *item = ear_session_page_list_voice (EAR_SESSION_PAGE (widget));

  if (item == NULL)
    return;
  focus_beside (EAR_SESSION_PAGE (widget), &ear_voice_item_get_voice (item)->id);
  ear_window_delete (ear_window_of (widget), EAR_KIND_CONTRIBUTION, &ear_voice_item_get_voice (item)->id, _ ("Voice deleted"));
}

static void
setup_cb (EarSessionPage *page G_GNUC_UNUSED, GtkListItem *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *row = ear_voice_row_new ();

  gtk_widget_set_hexpand (row, TRUE);
  gtk_box_append (GTK_BOX (box), row);
  gtk_box_append (GTK_BOX (box), ear_voice_menu_button_new ());
  gtk_list_item_set_child (list_item, box);
}

static EarVoiceRow *
row_of (GtkListItem *list_item)
{
  return EAR_VOICE_ROW (gtk_widget_get_first_child (gtk_list_item_get_child (list_item)));
}

static void
describe_cb (GtkListItem *list_item)
{
  g_autofree char *description = ear_voice_item_describe (gtk_list_item_get_item (list_item));

  gtk_list_item_set_accessible_label (list_item, description);
}

static void
bind_cb (EarSessionPage *page G_GNUC_UNUSED, GtkListItem *list_item)
{
  EarVoiceItem *item = gtk_list_item_get_item (list_item);

  ear_voice_row_set_item (row_of (list_item), item);
  g_signal_connect_object (item, "notify::ready", G_CALLBACK (describe_cb), list_item, G_CONNECT_SWAPPED);
  describe_cb (list_item);
}

static void
unbind_cb (EarSessionPage *page G_GNUC_UNUSED, GtkListItem *list_item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (list_item), describe_cb, list_item);
  ear_voice_row_set_item (row_of (list_item), NULL);
}

/* Where the focus is in a voice the keys of the next one are that one's. */
static gboolean
keep_key_cb (GtkWidget *list, GVariant *stance, gpointer data)
{
  const EarVoice *voice = ear_voice_menu_focused (GTK_LIST_VIEW (list));

  if (voice != NULL)
    ear_session_page_stance_keep (data, &voice->id, (guint) g_variant_get_int32 (stance));
  return voice != NULL;
}

static gboolean
answer_key_cb (GtkWidget *list, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  const EarVoice *voice = ear_voice_menu_focused (GTK_LIST_VIEW (list));
  g_autoptr (GArray) voices = g_array_new (FALSE, FALSE, sizeof (EarId));

  if (voice == NULL)
    return FALSE;
  g_array_append_val (voices, voice->id);
  ear_window_answer_voices (ear_window_of (list), voices);
  return TRUE;
}

static void
add_list_keys (EarSessionPage *page)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (int i = 0; i < 4; i++)
    {
      GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new ((guint) (GDK_KEY_1 + i), GDK_CONTROL_MASK),
                                                gtk_callback_action_new (keep_key_cb, page, NULL));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (i));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
    }
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_r, GDK_CONTROL_MASK),
                                                          gtk_callback_action_new (answer_key_cb, NULL, NULL)));

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Delete, 0), gtk_named_action_new ("session.delete-voice")));
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (controller),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_F2, 0), gtk_named_action_new ("session.change-voice")));
  gtk_widget_add_controller (GTK_WIDGET (page->list), controller);
}

void
ear_session_page_list_class_init (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_callback (klass, activate_cb);
  gtk_widget_class_bind_template_callback (klass, setup_cb);
  gtk_widget_class_bind_template_callback (klass, bind_cb);
  gtk_widget_class_bind_template_callback (klass, unbind_cb);
  gtk_widget_class_install_action (klass, "session.change-voice", NULL, change_action);
  gtk_widget_class_install_action (klass, "session.delete-voice", NULL, delete_action);
}

void
ear_session_page_list_init (EarSessionPage *page)
{
  page->voices = g_list_store_new (EAR_TYPE_VOICE_ITEM);
  gtk_single_selection_set_model (page->selection, G_LIST_MODEL (page->voices));
  add_list_keys (page);
  ear_voice_menu_watch (page->list);
}

/* Shows the voices of the view that was read, and takes them out of it. */
void
ear_session_page_list_update (EarSessionPage *page)
{
  replace_changed (page);
  ear_session_page_stance_update (page);
  /* To the end when the page is first shown, then to each voice that is added; once the list has laid it out. */
  if (!page->was_shown || !ear_id_is_none (&page->scroll_to))
    g_idle_add_full (G_PRIORITY_LOW, scroll_cb, g_object_ref (page), g_object_unref);
}
