/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what people said to what was done: answering voices, themes and priorities, and telling groups. */
#include "ear-window-private.h"

#include <glib/gi18n.h>

#include "ear-action-dialog.h"
#include "ear-action-form.h"
#include "ear-actions-page.h"
#include "ear-answers-dialog.h"
#include "ear-session-page.h"

/**
 * ear_window_answer:
 * @ends: (element-type EarActionEnd): what is to be answered; may be empty
 * @answers: (nullable): the same in words
 *
 * Opens the form of a new action.
 */
void
ear_window_answer (EarWindow *window, const GArray *ends, const char *answers)
{
  g_autofree char *words = answers == NULL ? NULL : g_strdup_printf (_ ("In answer to: %s"), answers);

  if (window->workbook != NULL && !window->closing)
    adw_dialog_present (ear_action_form_dialog (ear_action_form_new_action (ends, words)), GTK_WIDGET (window));
}

/**
 * ear_window_answer_voices:
 * @voices: (element-type EarId): the voices
 */
void
ear_window_answer_voices (EarWindow *window, const GArray *voices)
{
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (EarActionEnd));
  g_autofree char *words
    = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u voice", "%'u voices", voices->len), voices->len);

  for (guint i = 0; i < voices->len; i++)
    {
      EarActionEnd end = { EAR_KIND_CONTRIBUTION, g_array_index (voices, EarId, i) };

      g_array_append_val (ends, end);
    }
  if (voices->len > 0)
    ear_window_answer (window, ends, words);
}

/**
 * ear_window_answer_item:
 * @item: of an Assembly's agenda
 * @wording: (nullable): what was asked or proposed
 */
void
ear_window_answer_item (EarWindow *window, const EarId *item, const char *wording)
{
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (EarActionEnd));
  EarActionEnd end = { EAR_KIND_AGENDA_ITEM, *item };

  g_array_append_val (ends, end);
  ear_window_answer (window, ends, wording == NULL ? _ ("an item of the agenda") : wording);
}

/**
 * ear_window_open_item:
 * @session: an Assembly
 * @item: of its agenda
 *
 * Opens the Assembly where people speak about this item.
 */
void
ear_window_open_item (EarWindow *window, const EarId *session, const EarId *item)
{
  AdwNavigationPage *page;

  ear_window_open_session (window, session);
  page = window->workbook == NULL ? NULL : adw_navigation_view_get_visible_page (window->sessions);
  if (EAR_IS_SESSION_PAGE (page))
    ear_session_page_show_item (EAR_SESSION_PAGE (page), item);
}

/**
 * ear_window_show_answers:
 * @voice: a voice
 *
 * Shows what was done about it.
 */
void
ear_window_show_answers (EarWindow *window, const EarId *voice)
{
  if (window->workbook != NULL && !window->closing)
    adw_dialog_present (ear_answers_dialog_new (window->workbook, voice), GTK_WIDGET (window));
}

/**
 * ear_window_show_action:
 *
 * Shows one action with its trail.
 */
void
ear_window_show_action (EarWindow *window, const EarId *action)
{
  if (window->workbook != NULL && !window->closing)
    adw_dialog_present (ear_action_dialog_new (window->workbook, action), GTK_WIDGET (window));
}

/**
 * ear_window_show_ledger:
 * @kind: a theme or a priority
 *
 * Goes to the ledger with what answers this alone.
 */
void
ear_window_show_ledger (EarWindow *window, EarKind kind, const EarId *id)
{
  AdwNavigationPage *page;

  ear_window_show_page (window, "actions");
  page = g_hash_table_lookup (window->pages, "actions");
  if (page != NULL)
    ear_actions_page_show (EAR_ACTIONS_PAGE (adw_navigation_page_get_child (page)), kind, id);
}

typedef struct
{
  EarWindow *window;
  EarId group;
  char *name;
} Telling;

static void
telling_free (gpointer data)
{
  Telling *telling = data;

  g_object_unref (telling->window);
  g_free (telling->name);
  g_free (telling);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Telling, telling_free)

static gpointer
actions_job (EarStore *store, gpointer telling, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  EarActionFilter filter = { .group = &((Telling *) telling)->group };

  return ear_action_list (store, &filter, error);
}

static void
actions_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Telling) telling = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = ear_workbook_run_finish (EAR_WORKBOOK (source), result, &error);
  g_autoptr (GArray) actions = g_array_new (FALSE, FALSE, sizeof (EarId));
  g_autoptr (GPtrArray) groups = g_ptr_array_new ();
  EarTrailEnd end = { EAR_KIND_GROUP, telling->group, telling->name, TRUE };

  if (rows == NULL || telling->window->workbook == NULL)
    return;
  for (guint i = 0; i < rows->len; i++)
    g_array_append_val (actions, ((EarActionRow *) rows->pdata[i])->id);
  g_ptr_array_add (groups, &end);
  adw_dialog_present (ear_action_form_dialog (ear_action_form_tell (actions, groups)), GTK_WIDGET (telling->window));
}

/**
 * ear_window_tell:
 * @name: the group's
 *
 * Opens the form that notes that a group was told of every action that answers it.
 */
void
ear_window_tell (EarWindow *window, const EarId *group, const char *name)
{
  Telling *telling = g_new0 (Telling, 1);

  *telling = (Telling) { g_object_ref (window), *group, g_strdup (name) };
  ear_workbook_run_async (window->workbook, FALSE, actions_job, telling, NULL, (GDestroyNotify) g_ptr_array_unref, NULL, actions_cb,
                          telling);
}
