/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the desk's keys and buttons do. */
#include "ear-coding-desk-private.h"

#include <glib/gi18n.h>

#include "ear-coding-words.h"
#include "ear-feeling.h"
#include "ear-outside.h"
#include "ear-reveal.h"
#include "ear-terms.h"

static GArray *
list_voices (EarCodingDesk *desk)
{
  GArray *voices = g_array_new (FALSE, FALSE, sizeof (EarId));

  for (guint i = 0; i < desk->items->len; i++)
    {
      const EarVoice *voice = ear_voice_item_get_voice (desk->items->pdata[i]);

      if (voice != NULL)
        g_array_append_val (voices, voice->id);
    }
  return voices;
}

static EarDeed *
new_deed (EarCodingDesk *desk, EarDeedKind kind)
{
  g_autoptr (GArray) voices = NULL;
  EarDeed *deed;

  if (desk->rows != NULL)
    {
      deed = ear_deed_new_many (kind, desk->rows, g_array_copy (desk->ranges));
      deed->progress = desk->progress;
      return deed;
    }
  voices = list_voices (desk);
  return ear_deed_new (kind, voices);
}

static char *
say (EarCodingDesk *desk, const char *what)
{
  guint n = desk->n_selected;
  g_autofree char *name = ear_outside_text (what);

  if (n == 1)
    return g_steal_pointer (&name);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s: %'u voice", "%s: %'u voices", n), name, n);
}

static void
perform (EarCodingDesk *desk, EarDeed *deed)
{
  ear_deed_do (ear_window_of (GTK_WIDGET (desk)), deed);
}

static void
hint (EarCodingDesk *desk, const char *text)
{
  ear_window_toast (ear_window_of (GTK_WIDGET (desk)), text);
}

static void
code_with (EarCodingDesk *desk, const EarTreeRow *theme, const char *typed, const EarSpan *span)
{
  EarDeed *deed = new_deed (desk, theme == NULL ? EAR_DEED_NEW_THEME : EAR_DEED_CODE);
  g_autofree char *what = g_strdup_printf (_ ("“%s” given"), theme == NULL ? typed : theme->name);

  if (theme != NULL)
    deed->record = theme->id;
  deed->value = g_strdup (theme == NULL ? typed : NULL);
  deed->has_span = span != NULL;
  if (span != NULL)
    deed->span = *span;
  deed->said = say (desk, what);
  perform (desk, deed);
}

/* Whoever chose something goes on with the words; of several voices, in their list. */
static void
take_focus (EarCodingDesk *desk)
{
  if (desk->items->len == 1)
    gtk_widget_grab_focus (GTK_WIDGET (desk->words));
  else
    gtk_widget_child_focus (GTK_WIDGET (desk), GTK_DIR_TAB_FORWARD);
}

void
ear_coding_desk_code_voice (EarCodingDesk *desk, const EarTreeRow *theme)
{
  code_with (desk, theme, NULL, NULL);
}

static void
span_theme_cb (const EarTreeRow *theme, const char *typed, gpointer data)
{
  EarCodingDesk *desk = data;
  EarSpan span;

  if (ear_lane_view_get_selected (desk->words, &span))
    code_with (desk, theme, typed, &span);
  take_focus (desk);
}

static void
voice_theme_cb (const EarTreeRow *theme, const char *typed, gpointer data)
{
  code_with (data, theme, typed, NULL);
  take_focus (data);
}

static void
group_chosen_cb (const EarTreeRow *group, const char *typed G_GNUC_UNUSED, gpointer data)
{
  EarCodingDesk *desk = data;
  EarDeed *deed = new_deed (desk, EAR_DEED_GROUP);
  g_autofree char *what = g_strdup_printf (_ ("Group “%s” added"), group->name);

  deed->record = group->id;
  deed->said = say (desk, what);
  perform (desk, deed);
  take_focus (desk);
}

static void
only_group_chosen_cb (const EarTreeRow *group, const char *typed G_GNUC_UNUSED, gpointer data)
{
  EarCodingDesk *desk = data;
  EarDeed *deed = new_deed (desk, EAR_DEED_ONLY_GROUP);
  g_autofree char *what = g_strdup_printf (_ ("Only group “%s” now"), group->name);

  deed->record = group->id;
  deed->said = say (desk, what);
  perform (desk, deed);
  take_focus (desk);
}

static void
permission_chosen_cb (const EarTreeRow *permission, const char *typed G_GNUC_UNUSED, gpointer data)
{
  EarCodingDesk *desk = data;
  EarDeed *deed = new_deed (desk, EAR_DEED_PERMISSION);

  deed->value = g_strdup (permission->slug);
  deed->said = say (desk, permission->name);
  perform (desk, deed);
  take_focus (desk);
}

/* Asks beside what it is about, or beside the words where that is folded away. */
static void
ask (EarCodingDesk *desk, GtkWidget *at, const char *title, GPtrArray *rows, gboolean can_make, EarFinderChosen chosen)
{
  gtk_popover_set_position (GTK_POPOVER (desk->finder), GTK_POS_TOP);
  ear_finder_popover_ask (desk->finder, gtk_widget_get_mapped (at) ? at : GTK_WIDGET (desk->stack), title, rows, can_make, chosen, desk);
}

static void
code_cb (EarCodingDesk *desk)
{
  EarSpan span;

  if (ear_coding_desk_get_voice (desk) == NULL)
    return;
  if (!ear_lane_view_get_selected (desk->words, &span))
    {
      gtk_widget_grab_focus (GTK_WIDGET (desk->words));
      hint (desk, _ ("Select words first: Shift and the arrows, or the mouse. T gives the whole voice a theme."));
      return;
    }
  ask (desk, GTK_WIDGET (desk->words), _ ("Theme for these words"), desk->themes, TRUE, span_theme_cb);
}

static void
in_vivo_cb (EarCodingDesk *desk)
{
  EarDeed *deed;
  EarSpan span;

  if (ear_coding_desk_get_voice (desk) == NULL)
    return;
  if (!ear_lane_view_get_selected (desk->words, &span))
    {
      hint (desk, _ ("Select the words that are to be the theme first."));
      return;
    }
  deed = new_deed (desk, EAR_DEED_IN_VIVO);
  deed->span = span;
  deed->said = g_strdup (_ ("Theme made of these words"));
  perform (desk, deed);
}

static void
theme_cb (EarCodingDesk *desk)
{
  if (desk->n_selected == 0)
    return;
  ask (desk, GTK_WIDGET (desk->theme_button), desk->n_selected == 1 ? _ ("Theme for the whole voice") : _ ("Theme for all selected voices"),
       desk->themes, TRUE, voice_theme_cb);
}

static void
group_cb (EarCodingDesk *desk)
{
  if (desk->n_selected == 0)
    return;
  ask (desk, GTK_WIDGET (desk->group_button), _ ("Group they speak for"), desk->groups, FALSE, group_chosen_cb);
}

/* In place of the groups they were given before. What follows from who said it, or where, stays. */
static void
only_group_cb (EarCodingDesk *desk)
{
  if (desk->n_selected == 0)
    return;
  ask (desk, GTK_WIDGET (desk->group_button), _ ("The only group they speak for"), desk->groups, FALSE, only_group_chosen_cb);
}

static void
permission_cb (EarCodingDesk *desk)
{
  if (desk->n_selected == 0)
    return;
  ask (desk, GTK_WIDGET (desk->permission_button), _ ("What may be done with the words"), desk->permissions, FALSE, permission_chosen_cb);
}

static void
set_feeling (EarCodingDesk *desk, guint digit)
{
  const char *feeling = digit == 0 ? NULL : EAR_TERMS_FEELING[digit - 1];
  EarDeed *deed;

  if (desk->n_selected == 0)
    return;
  deed = new_deed (desk, EAR_DEED_FEELING);
  deed->value = g_strdup (feeling);
  deed->said = say (desk, ear_feeling_label (feeling));
  perform (desk, deed);
}

static const EarCodingRow *
find (EarCodingDesk *desk, const EarId *coding)
{
  for (guint i = 0; i < desk->codings->len; i++)
    {
      const EarCodingRow *row = desk->codings->pdata[i];

      if (ear_id_equal (&row->id, coding))
        return row;
    }
  return NULL;
}

void
ear_coding_desk_remove (EarCodingDesk *desk, const EarId *coding)
{
  const EarCodingRow *row = find (desk, coding);
  g_autofree char *name = NULL;
  EarDeed *deed;

  if (row == NULL)
    return;
  deed = new_deed (desk, EAR_DEED_REMOVE);
  deed->record = row->id;
  name = ear_outside_text (row->name);
  deed->said = g_strdup_printf (_ ("“%s” taken off"), name);
  perform (desk, deed);
}

typedef struct
{
  EarCodingDesk *desk;
  EarId coding;
  GtkTextBuffer *memo;
} Memo;

static void
memo_free (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  Memo *memo = data;

  g_object_unref (memo->desk);
  g_free (memo);
}

static void
memo_response_cb (AdwAlertDialog *dialog G_GNUC_UNUSED, const char *response, gpointer data)
{
  Memo *memo = data;
  GtkTextIter start, end;
  EarDeed *deed;

  gtk_widget_grab_focus (GTK_WIDGET (memo->desk->words));
  if (!g_str_equal (response, "keep"))
    return;
  gtk_text_buffer_get_bounds (memo->memo, &start, &end);
  deed = new_deed (memo->desk, EAR_DEED_MEMO);
  deed->record = memo->coding;
  deed->value = gtk_text_buffer_get_text (memo->memo, &start, &end, FALSE);
  deed->said = g_strdup (_ ("Memo kept"));
  perform (memo->desk, deed);
}

void
ear_coding_desk_edit_memo (EarCodingDesk *desk, const EarId *coding)
{
  const EarCodingRow *row = find (desk, coding);
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Memo"), row == NULL ? NULL : row->name);
  GtkWidget *view = gtk_text_view_new ();
  Memo *memo = g_new0 (Memo, 1);

  memo->desk = g_object_ref (desk);
  memo->coding = *coding;
  memo->memo = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_buffer_set_text (memo->memo, row == NULL || row->memo == NULL ? "" : row->memo, -1);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_widget_set_size_request (view, -1, 96);
  gtk_widget_add_css_class (view, "card");
  gtk_widget_add_css_class (view, "memo");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Memo"), -1);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), view);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "keep", _ ("_Keep"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "keep", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_dialog_set_focus (dialog, view);
  g_signal_connect_data (dialog, "response", G_CALLBACK (memo_response_cb), memo, memo_free, 0);
  adw_dialog_present (dialog, GTK_WIDGET (desk));
}

/**
 * ear_coding_desk_set_current:
 * @aloud: also says it to those who hear the screen
 *
 * Shows one of the codings before the others, and says which it is.
 */
void
ear_coding_desk_set_current (EarCodingDesk *desk, const EarId *coding, gboolean aloud)
{
  const EarCodingRow *row = find (desk, coding);
  g_autofree char *description = row == NULL ? NULL : ear_coding_describe (row);

  desk->current = row == NULL ? EAR_ID_NONE : *coding;
  ear_lane_view_set_current (desk->words, &desk->current);
  gtk_label_set_text (desk->status, description == NULL ? "" : description);
  gtk_widget_set_visible (GTK_WIDGET (desk->status), row != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (desk->words), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description == NULL ? "" : description, -1);
  if (!aloud || description == NULL)
    return;
  ear_reveal (GTK_WIDGET (desk->status));
  gtk_accessible_announce (GTK_ACCESSIBLE (desk->words), description, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
walk (EarCodingDesk *desk, int step)
{
  int n = (int) desk->codings->len, at = step > 0 ? -1 : n;

  for (int i = 0; i < n; i++)
    {
      if (ear_id_equal (&((EarCodingRow *) desk->codings->pdata[i])->id, &desk->current))
        at = i;
    }
  if (n > 0)
    ear_coding_desk_set_current (desk, &((EarCodingRow *) desk->codings->pdata[(at + step + n) % n])->id, TRUE);
}

static gboolean
plain_key (EarCodingDesk *desk, guint key)
{
  switch (key)
    {
    case GDK_KEY_c:
      return code_cb (desk), TRUE;
    case GDK_KEY_v:
      return in_vivo_cb (desk), TRUE;
    case GDK_KEY_t:
      return theme_cb (desk), TRUE;
    case GDK_KEY_g:
      return group_cb (desk), TRUE;
    case GDK_KEY_p:
      return permission_cb (desk), TRUE;
    case GDK_KEY_n:
      return g_signal_emit_by_name (desk, "next"), TRUE;
    case GDK_KEY_m:
      if (!ear_id_is_none (&desk->current))
        ear_coding_desk_edit_memo (desk, &desk->current);
      return TRUE;
    case GDK_KEY_Delete:
    case GDK_KEY_BackSpace:
      if (ear_id_is_none (&desk->current))
        return FALSE;
      return ear_coding_desk_remove (desk, &desk->current), TRUE;
    default:
      if (key < GDK_KEY_0 || key > GDK_KEY_5)
        return FALSE;
      return set_feeling (desk, key - GDK_KEY_0), TRUE;
    }
}

/**
 * ear_coding_desk_key:
 *
 * Does what a key means at the desk, wherever on the page it was pressed but for a field that is typed into.
 */
gboolean
ear_coding_desk_key (EarCodingDesk *desk, guint key, GdkModifierType modifiers)
{
  GdkModifierType held = modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (desk)));

  if (focus == NULL || GTK_IS_EDITABLE (focus) || (GTK_IS_TEXT_VIEW (focus) && gtk_text_view_get_editable (GTK_TEXT_VIEW (focus))))
    return FALSE;
  key = gdk_keyval_to_lower (key);
  if (held == 0 && key == GDK_KEY_g && (modifiers & GDK_SHIFT_MASK))
    return only_group_cb (desk), TRUE;
  if (held == 0)
    return plain_key (desk, key);
  if (held == GDK_ALT_MASK && (key == GDK_KEY_Right || key == GDK_KEY_Left) && desk->codings->len > 0)
    return walk (desk, key == GDK_KEY_Right ? 1 : -1), TRUE;
  if (held != GDK_CONTROL_MASK || key != GDK_KEY_z)
    return FALSE;
  if (modifiers & GDK_SHIFT_MASK)
    return ear_deed_redo (ear_window_of (GTK_WIDGET (desk)));
  return gtk_widget_activate_action (GTK_WIDGET (desk), "win.undo", NULL);
}

static gboolean
key_pressed_cb (EarCodingDesk *desk, guint key, guint code G_GNUC_UNUSED, GdkModifierType modifiers)
{
  return ear_coding_desk_key (desk, key, modifiers);
}

void
ear_coding_desk_install_keys (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_callback (klass, code_cb);
  gtk_widget_class_bind_template_callback (klass, in_vivo_cb);
  gtk_widget_class_bind_template_callback (klass, theme_cb);
  gtk_widget_class_bind_template_callback (klass, group_cb);
  gtk_widget_class_bind_template_callback (klass, permission_cb);
}

void
ear_coding_desk_init_keys (EarCodingDesk *desk)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), desk);
  gtk_widget_add_controller (GTK_WIDGET (desk), keys);
}
