/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-action-words.h"

#include <glib/gi18n.h>

#include "ear-terms.h"

/**
 * ear_action_words_day:
 * @day: YYYY-MM-DD, or a moment
 *
 * Returns: (transfer full): the day as the locale writes it; a month or a year as it is.
 */
char *
ear_action_words_day (const char *day)
{
  g_autofree char *moment = g_strdup_printf ("%.10sT00:00:00", day);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (moment, zone);

  /* Translators: a day, as g_date_time_format() takes it: 3 March 2027. */
  return time == NULL ? g_strdup (day) : g_date_time_format (time, _ ("%-d %B %Y"));
}

static void
append (GString *text, const char *between, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, "%s%s", text->len == 0 ? "" : between, part);
}

static char *
due_words (const EarActionRow *row)
{
  g_autofree char *day = row->due == NULL ? NULL : ear_action_words_day (row->due);

  if (day == NULL)
    return NULL;
  /* Translators: a day. */
  return g_strdup_printf (row->is_overdue ? _ ("was due on %s") : _ ("due on %s"), day);
}

/**
 * ear_action_words_facts:
 *
 * Returns: (transfer full): who does it, how far it is, by when.
 */
char *
ear_action_words_facts (const EarActionRow *row)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *due = due_words (row);

  append (text, " · ", ear_term_label (EAR_TERMS_STATUS, row->status));
  append (text, " · ", row->organisation);
  append (text, " · ", due);
  append (text, " · ", row->evidence);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
told_words (const EarActionRow *row)
{
  g_autofree char *day = row->told == NULL ? NULL : ear_action_words_day (row->told);

  if (row->n_untold > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u group not told", "%u groups not told", row->n_untold), row->n_untold);
  /* Translators: a day. */
  return day == NULL ? NULL : g_strdup_printf (_ ("told on %s"), day);
}

/**
 * ear_action_words_line:
 *
 * Returns: (transfer full): what the ledger says below the title.
 */
char *
ear_action_words_line (const EarActionRow *row)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *due = due_words (row), *told = told_words (row);
  g_autofree char *voices
    = row->n_voices == 0 ? NULL
                         : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u voice", "%'u voices", row->n_voices), row->n_voices);

  append (text, " · ", row->organisation);
  append (text, " · ", due);
  append (text, " · ", row->groups);
  append (text, " · ", voices);
  append (text, " · ", told);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * ear_action_words_step:
 *
 * Returns: (transfer full): what people were told at a step, in both languages, and where it can be seen.
 */
char *
ear_action_words_step (const EarActionStep *step)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append (text, "\n", step->answer);
  append (text, "\n", step->translated);
  append (text, "\n", step->evidence);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * ear_action_words_voice:
 *
 * Returns: (transfer full): whose it is, when it was said, and what leads from it to the action.
 */
char *
ear_action_words_voice (const EarTrailVoice *voice)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *day = voice->happened == NULL ? NULL : ear_action_words_day (voice->happened);

  append (text, " · ", voice->groups);
  append (text, " · ", voice->session_title);
  append (text, " · ", day);
  append (text, " · ", ear_term_label (EAR_TERMS_PERMISSION, voice->permission));
  append (text, " · ", voice->through_name);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * ear_action_words_voices:
 * @listed: how many of them are shown
 */
char *
ear_action_words_voices (guint all, guint listed)
{
  if (all == 0)
    return g_strdup (_ ("No voice leads here yet. In Voices, the menu of a voice has “Answer with an Action”."));
  if (listed < all)
    return g_strdup_printf (_ ("%'u voices lead here; these are the first %'u."), all, listed);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u voice leads here.", "%'u voices lead here.", all), all);
}

/**
 * ear_action_words_withdrawn:
 *
 * Returns: (transfer full) (nullable): %NULL where none was.
 */
char *
ear_action_words_withdrawn (guint n)
{
  if (n == 0)
    return NULL;
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u voice was withdrawn by whoever said it",
                                       "%u voices were withdrawn by those who said them", n),
                          n);
}

/**
 * ear_action_words_together:
 *
 * Returns: (transfer full): what the log says below an activity.
 */
char *
ear_action_words_together (const EarCoproductionRow *row)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *day = row->happened == NULL ? NULL : ear_action_words_day (row->happened);
  g_autofree char *hours
    = row->hours < 0
        ? NULL
        : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u hour", "%u hours", (gulong) row->hours), (guint) row->hours);

  append (text, " · ", day);
  append (text, " · ", row->project);
  append (text, " · ", ear_term_label (EAR_TERMS_RUNG, row->rung));
  append (text, " · ", ear_term_label (EAR_TERMS_STAGE, row->stage));
  append (text, " · ", row->groups);
  append (text, " · ", hours);
  append (text, " · ", row->reward);
  append (text, "\n", row->influence);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
append_priorities (EarStore *store, GPtrArray *rows, GError **error)
{
  g_autoptr (GPtrArray) strategies = ear_strategy_list (store, error);

  for (guint i = 0; strategies != NULL && i < strategies->len; i++)
    {
      const EarStrategyRow *strategy = strategies->pdata[i];
      g_autoptr (GPtrArray) tree = ear_tree_list (store, EAR_KIND_PRIORITY, &strategy->id, error);

      if (tree == NULL)
        return FALSE;
      while (tree->len > 0)
        g_ptr_array_add (rows, g_ptr_array_steal_index (tree, 0));
    }
  return strategies != NULL;
}

/**
 * ear_action_words_load_tree:
 *
 * Returns: (transfer full) (nullable): what can be chosen of a kind.
 */
gpointer
ear_action_words_load_tree (EarStore *store, gpointer kind, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;

  if (GPOINTER_TO_INT (kind) != EAR_KIND_PRIORITY)
    return ear_tree_list (store, (EarKind) GPOINTER_TO_INT (kind), NULL, error);
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_tree_row_free);
  return append_priorities (store, rows, error) ? g_steal_pointer (&rows) : NULL;
}
