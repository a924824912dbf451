/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-quote-check.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  char *folded; /* the name between blanks */
  char *name;
} Place;

struct _EarQuoteCheck
{
  EarStore *store;
  guint most;         /* so many voices are few */
  GHashTable *cells;  /* "place|year|group" → how many voices */
  GHashTable *known;  /* words of the names of places, groups and organisations */
  GPtrArray *rare;    /* Place */
};

static void
place_free (gpointer data)
{
  Place *place = data;

  g_free (place->folded);
  g_free (place->name);
  g_free (place);
}

static char *
name_cell (EarStatement *row)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "|%s|%" G_GINT64_FORMAT, ear_statement_get_integer (row, 0),
                          ear_statement_is_null (row, 1) ? "" : ear_statement_get_text (row, 1), ear_statement_get_integer (row, 2));
}

static gboolean
count_cells (EarQuoteCheck *check, GError **error)
{
  g_autoptr (EarStatement) each
    = ear_store_query (check->store,
                       "WITH heard (voice, \"group\") AS MATERIALIZED (SELECT contribution, \"group\" FROM voice_groups) "
                       "SELECT v.place, substr (v.happened, 1, 4), h.\"group\", count (*) FROM voices v "
                       "LEFT JOIN heard h ON h.voice = v.n GROUP BY 1, 2, 3",
                       error);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    g_hash_table_insert (check->cells, name_cell (each), GUINT_TO_POINTER ((guint) ear_statement_get_integer (each, 3)));
  return step == EAR_STEP_DONE;
}

static char *
fold (const char *text)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);
  g_autoptr (GString) folded = g_string_new (" ");

  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (folded, g_unichar_isalnum (c) ? c : ' ');
    }
  g_string_append_c (folded, ' ');
  return g_string_free (g_steal_pointer (&folded), FALSE);
}

static void
learn_words (EarQuoteCheck *check, const char *name)
{
  g_autofree char *folded = fold (name);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] != '\0')
        g_hash_table_add (check->known, g_strdup (words[i]));
    }
}

static gboolean
load_names (EarQuoteCheck *check, GError **error)
{
  g_autoptr (EarStatement) each
    = ear_store_query (check->store,
                       "SELECT p.name, (SELECT count (*) FROM ancestry a JOIN voices v ON v.place = a.node "
                       "WHERE a.record_table = 'places' AND a.ancestor = p.n), 1 FROM places p WHERE p.state = 0 AND p.name IS NOT NULL "
                       "UNION ALL SELECT g.name, 0, 0 FROM groups g WHERE g.state = 0 AND g.name IS NOT NULL "
                       "UNION ALL SELECT o.name, 0, 0 FROM organisations o WHERE o.state = 0 AND o.name IS NOT NULL ORDER BY 1",
                       error);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      const char *name = ear_statement_get_text (each, 0);
      Place *place;

      learn_words (check, name);
      if (ear_statement_get_integer (each, 2) == 0 || ear_statement_get_integer (each, 1) > check->most)
        continue;
      place = g_new0 (Place, 1);
      place->name = g_strdup (name);
      place->folded = fold (name);
      g_ptr_array_add (check->rare, place);
    }
  return step == EAR_STEP_DONE;
}

/**
 * ear_quote_check_new:
 * @preset: says how few voices are few
 *
 * Returns: (transfer full) (nullable): what voices are looked at with, counted once.
 */
EarQuoteCheck *
ear_quote_check_new (EarStore *store, const EarPreset *preset, GError **error)
{
  g_autoptr (EarQuoteCheck) check = g_new0 (EarQuoteCheck, 1);

  check->store = store;
  check->most = MAX (preset->hide_to, preset->midpoint);
  check->cells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  check->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  check->rare = g_ptr_array_new_with_free_func (place_free);
  if (!count_cells (check, error) || !load_names (check, error))
    return NULL;
  return g_steal_pointer (&check);
}

void
ear_quote_check_free (EarQuoteCheck *check)
{
  if (check == NULL)
    return;
  g_clear_pointer (&check->cells, g_hash_table_unref);
  g_clear_pointer (&check->known, g_hash_table_unref);
  g_clear_pointer (&check->rare, g_ptr_array_unref);
  g_free (check);
}

static gboolean
look_at_cell (EarQuoteCheck *check, const EarVoice *voice, EarQuoteResult *result, GError **error)
{
  g_autoptr (EarStatement) each
    = ear_store_query (check->store,
                       "SELECT v.place, substr (v.happened, 1, 4), g.\"group\" FROM voices v "
                       "LEFT JOIN voice_groups g ON g.contribution = v.n WHERE v.id = ?1",
                       error);
  EarStep step;

  if (each == NULL)
    return FALSE;
  ear_statement_bind_id (each, 1, &voice->id);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      g_autofree char *cell = name_cell (each);

      if (GPOINTER_TO_UINT (g_hash_table_lookup (check->cells, cell)) <= check->most)
        result->signs |= EAR_QUOTE_SMALL_CELL;
    }
  return step == EAR_STEP_DONE;
}

static void
look_for_places (EarQuoteCheck *check, const char *text, EarQuoteResult *result, GString *found)
{
  g_autofree char *folded = fold (text);

  for (guint i = 0; i < check->rare->len; i++)
    {
      const Place *place = g_ptr_array_index (check->rare, i);

      if (strstr (folded, place->folded) == NULL)
        continue;
      result->signs |= EAR_QUOTE_RARE_PLACE;
      g_string_append_printf (found, "%s%s", found->len == 0 ? "" : "; ", place->name);
    }
}

static gboolean
read_decision (EarQuoteCheck *check, const EarVoice *voice, EarQuoteResult *result, GError **error)
{
  g_autoptr (EarStatement) one
    = ear_store_query (check->store,
                       "SELECT d.decision FROM quote_decisions d JOIN contributions c ON c.id = d.voice AND c.changed = d.changed "
                       "WHERE d.voice = ?1",
                       error);
  EarStep step;

  if (one == NULL)
    return FALSE;
  ear_statement_bind_id (one, 1, &voice->id);
  step = ear_statement_step (one, error);
  if (step == EAR_STEP_ROW)
    result->decision = (EarQuoteDecision) CLAMP (ear_statement_get_integer (one, 0), EAR_QUOTE_UNDECIDED, EAR_QUOTE_LEAVE_OUT);
  return step != EAR_STEP_FAILED;
}

/**
 * ear_quote_check_voice:
 * @result: (out caller-allocates): to be cleared with ear_quote_result_clear(), after a failure too
 *
 * Looks at a voice's words, its original too, and at how many voices are like it. A decision holds until the voice is changed.
 */
gboolean
ear_quote_check_voice (EarQuoteCheck *check, const EarVoice *voice, EarQuoteResult *result, GError **error)
{
  g_autoptr (GString) found = g_string_new (NULL);
  const char *const texts[] = { voice->text, voice->original };

  *result = (EarQuoteResult) { 0 };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (texts[i] == NULL)
        continue;
      result->signs |= ear_quote_look (texts[i], check->known, found);
      look_for_places (check, texts[i], result, found);
    }
  result->found = found->len == 0 ? NULL : g_string_free (g_steal_pointer (&found), FALSE);
  return look_at_cell (check, voice, result, error) && read_decision (check, voice, result, error);
}

void
ear_quote_result_clear (EarQuoteResult *result)
{
  g_clear_pointer (&result->found, g_free);
}

/* Whether it may stand in what is published: nothing was noticed, or somebody said that it may. */
gboolean
ear_quote_may_stand (const EarQuoteResult *result)
{
  return result->decision == EAR_QUOTE_UNDECIDED ? result->signs == 0 : result->decision != EAR_QUOTE_LEAVE_OUT;
}

char *
ear_quote_describe (EarQuoteSigns signs)
{
  static const char *const words[EAR_QUOTE_N_SIGNS]
    = { N_ ("few voices are of this group, place and year"), N_ ("perhaps a name"), N_ ("perhaps a phone number"),
        N_ ("perhaps an address"), N_ ("perhaps a date of birth"), N_ ("an NHS number"), N_ ("a place with few voices") };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < EAR_QUOTE_N_SIGNS; i++)
    {
      if ((signs & (1u << i)) != 0)
        g_string_append_printf (text, "%s%s", text->len == 0 ? "" : "; ", _ (words[i]));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
