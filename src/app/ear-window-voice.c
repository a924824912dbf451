/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done from any page with one voice or its speaker, and what the window lets go when words are erased. */
#include "ear-window-private.h"

#include <glib/gi18n.h>

#include "ear-desk-work.h"
#include "ear-safeguarding-dialog.h"
#include "ear-terms.h"
#include "ear-voice-care.h"
#include "ear-wipe.h"
#include "ear-withdraw-dialog.h"

/* What is to be done next: giving the permission, or what was before. Each is the other's opposite. */
typedef struct
{
  EarVoicePermission *next;
} Permission;

static void
permission_free (gpointer data)
{
  ear_voice_permission_free (((Permission *) data)->next);
  g_free (data);
}

static gboolean
turn_permission (EarStore *store, gpointer data, gboolean again G_GNUC_UNUSED, char **note G_GNUC_UNUSED, GError **error)
{
  Permission *permission = data;
  EarVoicePermission *opposite = ear_voice_permission_job (store, permission->next, NULL, error);

  if (opposite == NULL)
    return FALSE;
  ear_voice_permission_free (permission->next);
  permission->next = opposite;
  return TRUE;
}

/**
 * ear_window_set_permission:
 * @permission: (nullable): a word of EAR_TERMS_PERMISSION; %NULL leaves it to the speaker and the conversation
 *
 * Changes what may be done with a voice, with a toast that takes it back.
 */
void
ear_window_set_permission (EarWindow *window, const EarId *voice, const char *permission)
{
  Permission *change = g_new0 (Permission, 1);

  change->next = ear_voice_permission_new (voice, permission);
  ear_deed_run_turning (window, turn_permission, change, permission_free, _ ("Permission changed"));
}

/**
 * ear_window_withdraw:
 * @kind: %EAR_KIND_PARTICIPANT or %EAR_KIND_CONTRIBUTION
 *
 * Shows what withdrawing their consent would erase, and asks.
 */
void
ear_window_withdraw (EarWindow *window, EarKind kind, const EarId *id)
{
  if (window->workbook != NULL && !window->closing)
    adw_dialog_present (ear_withdraw_dialog_new (window->workbook, kind, id), GTK_WIDGET (window));
}

/**
 * ear_window_show_safeguarding:
 * @voice: the voice that raised a worry
 *
 * Shows the flag and note of a voice, which stay on this laptop.
 */
void
ear_window_show_safeguarding (EarWindow *window, const EarId *voice)
{
  if (window->workbook != NULL && !window->closing)
    adw_dialog_present (ear_safeguarding_dialog_new (window->workbook, voice), GTK_WIDGET (window));
}

static void
withdraw (GtkWidget *widget, EarKind kind, GVariant *parameter)
{
  EarId id;

  if (ear_id_parse (g_variant_get_string (parameter, NULL), &id))
    ear_window_withdraw (EAR_WINDOW (widget), kind, &id);
}

static void
withdraw_voice_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter)
{
  withdraw (widget, EAR_KIND_CONTRIBUTION, parameter);
}

static void
withdraw_participant_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter)
{
  withdraw (widget, EAR_KIND_PARTICIPANT, parameter);
}

static void
find_code_word_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  EarWindow *window = EAR_WINDOW (widget);

  if (window->workbook != NULL && !window->closing)
    adw_dialog_present (ear_withdraw_dialog_new_find (window->workbook), widget);
}

static void
safeguarding_procedure_action (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  ear_window_show_safeguarding (EAR_WINDOW (widget), &EAR_ID_NONE);
}

/* Actions that name a record by its id in text: any menu can offer them. */
void
ear_window_install_voice_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.withdraw-voice", "s", withdraw_voice_action);
  gtk_widget_class_install_action (klass, "win.withdraw-participant", "s", withdraw_participant_action);
  gtk_widget_class_install_action (klass, "win.find-code-word", NULL, find_code_word_action);
  gtk_widget_class_install_action (klass, "win.safeguarding-procedure", NULL, safeguarding_procedure_action);
}

/* Whatever erased them, a withdrawal here or a merge: an undo could hold the words, and so could what was typed. */
static void
erased_cb (EarWindow *window)
{
  GHashTableIter each;
  gpointer page;

  ear_window_forget_undo (window);
  ear_wipe_traces ();
  /* A page that is not shown is in no window. */
  g_hash_table_iter_init (&each, window->pages);
  while (g_hash_table_iter_next (&each, NULL, &page))
    ear_wipe_below (page);
}

void
ear_window_watch_erasures (EarWindow *window)
{
  g_signal_connect_object (window->workbook, "erased", G_CALLBACK (erased_cb), window, G_CONNECT_SWAPPED);
}
