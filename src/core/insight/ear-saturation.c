/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saturation: themes each session brought that no earlier one had, oldest session first. After G. Guest, E. Namey and M. Chen,
 * A simple method to assess and report thematic saturation in qualitative research, PLoS ONE 15 (2020), e0232076, which counts
 * new themes in a run of the latest interviews against those found so far. */
#include <glib/gi18n-lib.h>

#include "ear-matters.h"

static const char themes_sql[]
  = "SELECT DISTINCT v.session, t.theme FROM voices v JOIN voice_themes t ON t.contribution = v.n "
    "JOIN sessions s ON s.n = v.session ORDER BY s.started IS NULL, s.started, s.id";

/**
 * ear_saturation_load:
 *
 * Returns: (transfer full) (nullable): what each session brought.
 */
EarSaturation *
ear_saturation_load (EarStore *store, GError **error)
{
  g_autoptr (EarSaturation) saturation = g_new0 (EarSaturation, 1);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (EarStatement) each = ear_store_query (store, themes_sql, error);
  EarStep step = EAR_STEP_FAILED;
  gint64 session = 0;

  saturation->fresh = g_array_new (FALSE, TRUE, sizeof (guint));
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      gint64 theme = ear_statement_get_integer (each, 1);

      if (ear_statement_get_integer (each, 0) != session)
        {
          session = ear_statement_get_integer (each, 0);
          g_array_set_size (saturation->fresh, ++saturation->n_sessions);
        }
      if (g_hash_table_add (known, g_memdup2 (&theme, sizeof theme)))
        g_array_index (saturation->fresh, guint, saturation->n_sessions - 1)++;
    }
  saturation->n_themes = g_hash_table_size (known);
  while (saturation->quiet < saturation->n_sessions
         && g_array_index (saturation->fresh, guint, saturation->n_sessions - 1 - saturation->quiet) == 0)
    saturation->quiet++;
  return step == EAR_STEP_DONE ? g_steal_pointer (&saturation) : NULL;
}

/* Sessions at the end that are looked at. */
#define LATEST 3

/**
 * ear_saturation_sentence:
 *
 * Returns: (transfer full): whether going on is likely to bring new themes. Any thread.
 */
char *
ear_saturation_sentence (const EarSaturation *saturation)
{
  guint latest = 0;

  if (saturation->n_sessions < 2 * LATEST)
    return g_strdup (_ ("There are too few coded conversations to say whether new ones still bring new themes."));
  for (guint i = saturation->n_sessions - LATEST; i < saturation->n_sessions; i++)
    latest += g_array_index (saturation->fresh, guint, i);
  if (latest == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "The latest %u conversation brought no theme that was not there before: among these people little new is to be expected.",
                                         "The latest %u conversations brought no theme that was not there before: among these people little new is to be expected.",
                                         saturation->quiet),
                            saturation->quiet);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "The latest three conversations still brought %u new theme of %u: going on is worth it.",
                                       "The latest three conversations still brought %u new themes of %u: going on is worth it.", latest),
                          latest, saturation->n_themes);
}

void
ear_saturation_free (EarSaturation *saturation)
{
  if (saturation == NULL)
    return;
  g_clear_pointer (&saturation->fresh, g_array_unref);
  g_free (saturation);
}
