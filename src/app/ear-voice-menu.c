/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-voice-menu.h"

#include <glib/gi18n.h>

#include "ear-menu-popover.h"
#include "ear-terms.h"
#include "ear-translator-dialog.h"
#include "ear-voice-row.h"
#include "ear-window.h"

/* The row of a voice in @widget or below it. */
static EarVoiceRow *
row_below (GtkWidget *widget)
{
  if (EAR_IS_VOICE_ROW (widget))
    return EAR_VOICE_ROW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      EarVoiceRow *row = row_below (child);

      if (row != NULL)
        return row;
    }
  return NULL;
}

/* The row of a voice that @widget stands in, or stands beside within one item of @list. */
static EarVoiceRow *
row_of (GtkWidget *widget, GtkWidget *list)
{
  while (widget != NULL && gtk_widget_get_parent (widget) != list)
    widget = gtk_widget_get_parent (widget);
  return widget == NULL ? NULL : row_below (widget);
}

static const EarVoice *
voice_of (EarVoiceRow *row)
{
  EarVoiceItem *item = row == NULL ? NULL : ear_voice_row_get_item (row);

  return item == NULL ? NULL : ear_voice_item_get_voice (item);
}

static void
permission_cb (GSimpleAction *action, GVariant *value, gpointer data)
{
  const EarVoice *voice = voice_of (data);

  /* Where it is in dispute, choosing what holds is a decision. */
  if (voice == NULL || (!voice->is_disputed && g_str_equal (g_variant_get_string (value, NULL), voice->permission)))
    return;
  g_simple_action_set_state (action, value);
  ear_window_set_permission (ear_window_of (data), &voice->id, g_variant_get_string (value, NULL));
}

static void
inherit_cb (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer data)
{
  const EarVoice *voice = voice_of (data);

  if (voice != NULL)
    ear_window_set_permission (ear_window_of (data), &voice->id, NULL);
}

static void
safeguarding_cb (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer data)
{
  const EarVoice *voice = voice_of (data);

  if (voice != NULL)
    ear_window_show_safeguarding (ear_window_of (data), &voice->id);
}

static void
withdraw_cb (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer data)
{
  const EarVoice *voice = voice_of (data);

  if (voice != NULL)
    ear_window_withdraw (ear_window_of (data), EAR_KIND_CONTRIBUTION, &voice->id);
}

static void
answer_cb (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer data)
{
  const EarVoice *voice = voice_of (data);
  g_autoptr (GArray) voices = g_array_new (FALSE, FALSE, sizeof (EarId));

  if (voice == NULL)
    return;
  g_array_append_val (voices, voice->id);
  ear_window_answer_voices (ear_window_of (data), voices);
}

static void
done_cb (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer data)
{
  const EarVoice *voice = voice_of (data);

  if (voice != NULL)
    ear_window_show_answers (ear_window_of (data), &voice->id);
}

static void
translator_cb (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer data)
{
  const EarVoice *voice = voice_of (data);

  if (voice != NULL)
    adw_dialog_present (ear_translator_dialog_new (ear_window_of (data), voice), GTK_WIDGET (ear_window_of (data)));
}

static GSimpleActionGroup *
make_actions (EarVoiceRow *row)
{
  static const GActionEntry entries[] = {
    { .name = "inherit", .activate = inherit_cb },
    { .name = "answer", .activate = answer_cb },
    { .name = "done", .activate = done_cb },
    { .name = "safeguarding", .activate = safeguarding_cb },
    { .name = "withdraw", .activate = withdraw_cb },
    { .name = "translator", .activate = translator_cb },
  };
  const EarVoice *voice = voice_of (row);
  GSimpleActionGroup *group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) permission
    = g_simple_action_new_stateful ("permission", G_VARIANT_TYPE_STRING, g_variant_new_string (voice->permission));

  g_signal_connect_object (permission, "change-state", G_CALLBACK (permission_cb), row, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (permission));
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), row);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (group), "translator")),
                               voice->text != NULL && voice->original != NULL);
  return group;
}

static GMenuModel *
make_permissions (void)
{
  g_autoptr (GMenu) words = g_menu_new ();
  g_autoptr (GMenu) none = g_menu_new ();
  GMenu *menu = g_menu_new ();

  for (guint i = 0; EAR_TERMS_PERMISSION[i] != NULL; i++)
    {
      g_autofree char *action = g_strdup_printf ("voice.permission::%s", EAR_TERMS_PERMISSION[i]);

      g_menu_append (words, ear_term_label (EAR_TERMS_PERMISSION, EAR_TERMS_PERMISSION[i]), action);
    }
  g_menu_append (none, _ ("As the conversation says"), "voice.inherit");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (words));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (none));
  return G_MENU_MODEL (menu);
}

/* Only the page of a conversation has some, and only some voices have others. */
static void
append_if_there (GMenu *menu, const char *label, const char *action, const char *hidden_when)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  g_menu_item_set_attribute (item, "hidden-when", "s", hidden_when);
  g_menu_append_item (menu, item);
}

/* Only an Assembly's page has these. */
static GMenu *
make_kept (void)
{
  GMenu *menu = g_menu_new ();

  append_if_there (menu, _ ("Keep as an Input"), "agenda.keep(0)", "action-disabled");
  append_if_there (menu, _ ("Keep as Agreement"), "agenda.keep(1)", "action-disabled");
  append_if_there (menu, _ ("Keep as a Concern"), "agenda.keep(2)", "action-disabled");
  append_if_there (menu, _ ("Keep as a Minority View"), "agenda.keep(3)", "action-disabled");
  append_if_there (menu, _ ("Said to the Item Spoken About Now"), "agenda.say-here", "action-disabled");
  return menu;
}

static GMenuModel *
make_menu (void)
{
  g_autoptr (GMenu) words = g_menu_new ();
  g_autoptr (GMenu) kept = make_kept ();
  g_autoptr (GMenu) done = g_menu_new ();
  g_autoptr (GMenu) care = g_menu_new ();
  g_autoptr (GMenuModel) permissions = make_permissions ();
  GMenu *menu = g_menu_new ();

  append_if_there (words, _ ("_Change"), "session.change-voice", "action-missing");
  g_menu_append_submenu (words, _ ("_Permission"), permissions);
  append_if_there (words, _ ("Who _Translated…"), "voice.translator", "action-disabled");
  append_if_there (words, _ ("_Delete"), "session.delete-voice", "action-missing");
  g_menu_append (done, _ ("What _Was Done…"), "voice.done");
  g_menu_append (done, _ ("_Answer with an Action…"), "voice.answer");
  g_menu_append (care, _ ("_Safeguarding…"), "voice.safeguarding");
  g_menu_append (care, _ ("_Withdraw Consent…"), "voice.withdraw");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (words));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (kept));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (done));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (care));
  return G_MENU_MODEL (menu);
}

static void
give_actions (GtkWidget *widget, EarVoiceRow *row)
{
  g_autoptr (GSimpleActionGroup) actions = voice_of (row) == NULL ? NULL : make_actions (row);

  gtk_widget_insert_action_group (widget, "voice", G_ACTION_GROUP (actions));
}

/* The actions know the voice as it is when the menu opens. */
static void
open_cb (GtkMenuButton *button, gpointer data G_GNUC_UNUSED)
{
  GtkWidget *list = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_LIST_VIEW);

  give_actions (GTK_WIDGET (button), row_of (GTK_WIDGET (button), list));
  if (gtk_menu_button_get_menu_model (button) == NULL)
    {
      g_autoptr (GMenuModel) menu = make_menu ();

      gtk_menu_button_set_menu_model (button, menu);
    }
}

/**
 * ear_voice_menu_button_new:
 *
 * Returns: (transfer floating): a button for the item of a list view that holds an EarVoiceRow. Main thread.
 */
GtkWidget *
ear_voice_menu_button_new (void)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("More for this voice"));
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), open_cb, NULL, NULL);
  return button;
}

static void
pop_up (EarVoiceRow *row, const GdkRectangle *at)
{
  g_autoptr (GMenuModel) menu = NULL;
  GtkWidget *popover;

  if (voice_of (row) == NULL)
    return;
  menu = make_menu ();
  popover = ear_menu_popover_new (GTK_WIDGET (row), menu);
  give_actions (popover, row);
  if (at != NULL)
    gtk_popover_set_pointing_to (GTK_POPOVER (popover), at);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
pressed_cb (GtkGestureClick *gesture, int presses G_GNUC_UNUSED, double x, double y, gpointer data G_GNUC_UNUSED)
{
  GtkWidget *list = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *picked = gtk_widget_pick (list, x, y, GTK_PICK_DEFAULT);
  EarVoiceRow *row = picked == NULL ? NULL : row_of (picked, list);
  graphene_point_t from = GRAPHENE_POINT_INIT ((float) x, (float) y), to;

  if (row == NULL || !gtk_widget_compute_point (list, GTK_WIDGET (row), &from, &to))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  pop_up (row, &(GdkRectangle) { (int) to.x, (int) to.y, 1, 1 });
}

/* The voice in whose item the focus is. */
static EarVoiceRow *
focused_row (GtkWidget *list)
{
  return row_of (gtk_root_get_focus (gtk_widget_get_root (list)), list);
}

/**
 * ear_voice_menu_focused:
 *
 * Returns: (transfer none) (nullable): the voice in whose item the focus is.
 */
const EarVoice *
ear_voice_menu_focused (GtkListView *list)
{
  return voice_of (focused_row (GTK_WIDGET (list)));
}

static gboolean
menu_key_cb (GtkWidget *list, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  EarVoiceRow *row = focused_row (list);

  if (row != NULL)
    pop_up (row, NULL);
  return row != NULL;
}

static gboolean
withdraw_key_cb (GtkWidget *list, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  EarVoiceRow *row = focused_row (list);

  if (row != NULL)
    withdraw_cb (NULL, NULL, row);
  return row != NULL;
}

static gboolean
done_key_cb (GtkWidget *list, GVariant *args G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  EarVoiceRow *row = focused_row (list);

  if (row != NULL)
    done_cb (NULL, NULL, row);
  return row != NULL;
}

static void
add_key (GtkEventController *controller, const char *trigger, GtkShortcutFunc func)
{
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                                                          gtk_callback_action_new (func, NULL, NULL)));
}

/**
 * ear_voice_menu_watch:
 * @list: shows a voice in each item
 *
 * Gives each voice its menu at the secondary mouse button and the Menu key, Shift+Delete to withdraw it, and Ctrl+D to see
 * what was done about it.
 */
void
ear_voice_menu_watch (GtkListView *list)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), NULL);
  gtk_widget_add_controller (GTK_WIDGET (list), GTK_EVENT_CONTROLLER (click));
  /* Before an entry that takes whatever is typed in the list: it would open its own menu. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  add_key (keys, "Menu|<Shift>F10", menu_key_cb);
  add_key (keys, "<Shift>Delete", withdraw_key_cb);
  add_key (keys, "<Control>d", done_key_cb);
  gtk_widget_add_controller (GTK_WIDGET (list), keys);
}
