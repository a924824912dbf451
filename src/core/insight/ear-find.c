/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding a record by what a person types. */
#include "ear-insight.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (ear-insight-error-quark, ear_insight_error)

/* What is written down exactly: a slug, a code, a ref. Each takes the text as ?1 and gives ids. */
static const struct
{
  EarKind kind;
  const char *sql;
} exact_queries[] = {
  { EAR_KIND_THEME, "SELECT id FROM themes WHERE state = 0 AND slug = ?1" },
  { EAR_KIND_STRATEGY, "SELECT id FROM strategies WHERE state = 0 AND slug = ?1" },
  { EAR_KIND_PRIORITY, "SELECT p.id FROM priorities p JOIN strategies s ON s.n = p.strategy AND s.state = 0 "
                       "WHERE p.state = 0 AND s.slug || '/' || p.slug = ?1" },
  { EAR_KIND_PRIORITY, "SELECT id FROM priorities WHERE state = 0 AND slug = ?1" },
  { EAR_KIND_PRIORITY, "SELECT id FROM priorities WHERE state = 0 AND code = ?1" },
  { EAR_KIND_PLACE, "SELECT id FROM places WHERE state = 0 AND code = ?1" },
  { EAR_KIND_CONTRIBUTION, "SELECT id FROM contributions WHERE state = 0 AND ref = ?1" },
};

/* What is called something: id and name, compared whatever the case. A theme that was merged into another is no longer
 * called anything, since the other one often has the same name. */
static const struct
{
  EarKind kind;
  const char *sql;
} name_queries[] = {
  { EAR_KIND_ORGANISATION, "SELECT id, name FROM organisations WHERE state = 0" },
  { EAR_KIND_DEVICE, "SELECT id, name FROM devices WHERE state = 0" },
  { EAR_KIND_PLACE, "SELECT id, name FROM places WHERE state = 0" },
  { EAR_KIND_GROUP, "SELECT id, name FROM groups WHERE state = 0" },
  { EAR_KIND_THEME, "SELECT id, name FROM themes WHERE n IN (SELECT now FROM theme_now)" },
  { EAR_KIND_STRATEGY, "SELECT id, title FROM strategies WHERE state = 0" },
  { EAR_KIND_STRATEGY, "SELECT id, short FROM strategies WHERE state = 0" },
  { EAR_KIND_PRIORITY, "SELECT id, label FROM priorities WHERE state = 0" },
  { EAR_KIND_SESSION, "SELECT id, title FROM sessions WHERE state = 0" },
  { EAR_KIND_PARTICIPANT, "SELECT id, label FROM participants WHERE state = 0" },
  { EAR_KIND_CONTRIBUTION, "SELECT id, ref FROM contributions WHERE state = 0 AND ref IS NOT NULL" },
  { EAR_KIND_ACTION, "SELECT id, title FROM actions WHERE state = 0" },
  { EAR_KIND_COPRODUCTION, "SELECT id, title FROM coproductions WHERE state = 0" },
  { EAR_KIND_AGENDA_ITEM, "SELECT id, wording FROM agenda_items WHERE state = 0" },
};

static char *
fold (const char *text)
{
  g_autofree char *lower = g_utf8_casefold (text, -1);

  return g_utf8_normalize (lower, -1, G_NORMALIZE_NFC);
}

/* Counts the records of a query that match, and gives the last one. @folded is %NULL where the query itself compares. */
static gboolean
match (EarStore *store, const char *sql, const char *exact, const char *folded, EarId *id, guint *n, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, sql, error);
  EarStep step = EAR_STEP_FAILED;

  *n = 0;
  if (each != NULL && folded == NULL)
    ear_statement_bind_text (each, 1, exact);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      const char *name = folded == NULL ? NULL : ear_statement_get_text (each, 1);
      g_autofree char *other = name == NULL ? NULL : fold (name);

      if (folded != NULL && g_strcmp0 (folded, other) != 0)
        continue;
      ear_statement_get_id (each, 0, id);
      (*n)++;
    }
  return step == EAR_STEP_DONE;
}

static gboolean
settle (const char *name, guint n, GError **error)
{
  if (n == 1)
    return TRUE;
  g_set_error (error, EAR_INSIGHT_ERROR, EAR_INSIGHT_ERROR_AMBIGUOUS,
               _ ("%u records are called “%s”, so it is not clear which one is meant. Nothing was changed. "
                  "Use the short name or the id of the one you mean."),
               n, name);
  return FALSE;
}

static gboolean
find_by_id (EarStore *store, EarKind kind, const EarId *id, gboolean *found, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM %s WHERE id = ?1 AND state = 0", ear_kind_info (kind)->table);
  g_autoptr (EarStatement) one = ear_store_query (store, sql, error);
  EarStep step;

  if (one == NULL)
    return FALSE;
  ear_statement_bind_id (one, 1, id);
  step = ear_statement_step (one, error);
  *found = step == EAR_STEP_ROW;
  return step != EAR_STEP_FAILED;
}

/**
 * ear_find:
 * @name: what a person typed
 * @id: (out): the record
 *
 * Only records that are here are found, no deleted ones.
 *
 * Returns: whether one was found. %FALSE without @error where none is called that; %FALSE with
 *   EAR_INSIGHT_ERROR_AMBIGUOUS where several are. The store's thread.
 */
gboolean
ear_find (EarStore *store, EarKind kind, const char *name, EarId *id, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *tidy = ear_value_tidy (EAR_TYPE_LINE, valid);
  g_autofree char *folded = NULL;
  gboolean found = FALSE;
  guint n;

  if (tidy == NULL)
    return FALSE;
  if (ear_id_parse (tidy, id) && (!find_by_id (store, kind, id, &found, error) || found))
    return found;

  for (gsize i = 0; i < G_N_ELEMENTS (exact_queries); i++)
    {
      if (exact_queries[i].kind != kind)
        continue;
      if (!match (store, exact_queries[i].sql, tidy, NULL, id, &n, error))
        return FALSE;
      if (n > 0)
        return settle (tidy, n, error);
    }
  folded = fold (tidy);
  for (gsize i = 0; i < G_N_ELEMENTS (name_queries); i++)
    {
      if (name_queries[i].kind != kind)
        continue;
      if (!match (store, name_queries[i].sql, tidy, folded, id, &n, error))
        return FALSE;
      if (n > 0)
        return settle (tidy, n, error);
    }
  return FALSE;
}
