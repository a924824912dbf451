/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What actions answer, by name: of one action, and of all of them as what a list can be narrowed to. */
#include "ear-action-list.h"

#include "ear-action-sql.h"

/* A group that only a voice of it stands for is told with the others, but not as named. */
static const char ends_sql[]
  = "SELECT 0, g.id, g.name, l.\"group\" IS NOT NULL FROM (" EAR_ACTION_HEARD_SQL ") h JOIN groups g ON g.n = h.\"group\" AND g.state = 0 "
    "LEFT JOIN action_groups l ON l.\"action\" = h.\"action\" AND l.\"group\" = h.\"group\" AND l.state = 0 "
    "WHERE h.\"action\" = ?1 "
    "UNION SELECT 1, t.id, t.name, 1 FROM action_themes l JOIN theme_now w ON w.theme = l.theme "
    "JOIN themes t ON t.n = w.now AND t.state = 0 WHERE l.\"action\" = ?1 AND l.state = 0 "
    "UNION SELECT 2, p.id, coalesce (p.code || ' ', '') || p.label, 1 FROM action_priorities l "
    "JOIN priorities p ON p.n = l.priority AND p.state = 0 WHERE l.\"action\" = ?1 AND l.state = 0 "
    "UNION SELECT 4, i.id, coalesce (i.wording, '') || coalesce (' (' || s.title || ')', ''), 1 FROM agenda_actions l "
    "JOIN agenda_items i ON i.n = l.item AND i.state IN (0, 1) LEFT JOIN sessions s ON s.n = i.session AND s.state = 0 "
    "WHERE l.\"action\" = ?1 AND l.state = 0 ORDER BY 1, 3, 2";

static const char groups_sql[]
  = "SELECT DISTINCT 0, g.id, g.name, 1 FROM (" EAR_ACTION_HEARD_SQL ") h JOIN groups g ON g.n = h.\"group\" AND g.state = 0 "
    "ORDER BY g.name COLLATE NOCASE, g.id";
static const char themes_sql[]
  = "SELECT DISTINCT 1, t.id, t.name, 1 FROM action_themes l JOIN actions a ON a.n = l.\"action\" AND a.state = 0 "
    "JOIN theme_now w ON w.theme = l.theme JOIN themes t ON t.n = w.now AND t.state = 0 WHERE l.state = 0 "
    "ORDER BY t.name COLLATE NOCASE, t.id";
static const char priorities_sql[]
  = "SELECT DISTINCT 2, p.id, coalesce (p.code || ' ', '') || p.label, 1 FROM action_priorities l "
    "JOIN actions a ON a.n = l.\"action\" AND a.state = 0 JOIN priorities p ON p.n = l.priority AND p.state = 0 WHERE l.state = 0 "
    "ORDER BY p.code, p.label, p.id";
static const char organisations_sql[]
  = "SELECT DISTINCT 3, o.id, o.name, 1 FROM organisations o WHERE o.state = 0 AND o.name IS NOT NULL AND "
    "(o.n IN (SELECT organisation FROM actions WHERE state = 0) OR o.n IN (SELECT s.organisation FROM action_steps s "
    "JOIN actions a ON a.n = s.\"action\" AND a.state = 0 WHERE s.state = 0)) ORDER BY o.name COLLATE NOCASE, o.id";

void
ear_trail_end_free (EarTrailEnd *end)
{
  if (end == NULL)
    return;
  g_free (end->name);
  g_free (end);
}

/* @action: the row that the query asks for; 0 where it asks for none */
static GPtrArray *
read_ends (EarStore *store, const char *sql, gint64 action, GError **error)
{
  static const EarKind kinds[] = { EAR_KIND_GROUP, EAR_KIND_THEME, EAR_KIND_PRIORITY, EAR_KIND_ORGANISATION, EAR_KIND_AGENDA_ITEM };
  g_autoptr (EarStatement) each = ear_store_query (store, sql, error);
  g_autoptr (GPtrArray) ends = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_trail_end_free);
  EarStep step = EAR_STEP_FAILED;

  if (each != NULL && action > 0)
    ear_statement_bind_integer (each, 1, action);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarTrailEnd *end = g_new0 (EarTrailEnd, 1);
      const char *name = ear_statement_get_text (each, 2);

      end->kind = kinds[CLAMP (ear_statement_get_integer (each, 0), 0, 4)];
      ear_statement_get_id (each, 1, &end->id);
      end->name = g_strdup (name == NULL ? "" : name);
      end->is_named = ear_statement_get_integer (each, 3) != 0;
      g_ptr_array_add (ends, end);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&ends) : NULL;
}

/**
 * ear_action_ends:
 *
 * Returns: (transfer full) (element-type EarTrailEnd) (nullable): the groups, themes and priorities that an action answers,
 *   and the items of Assemblies' agendas that it follows from, also removed ones.
 */
GPtrArray *
ear_action_ends (EarStore *store, const EarId *action, GError **error)
{
  gint64 n = ear_store_find_row (store, EAR_KIND_ACTION, action, error);

  if (n < 0)
    return NULL;
  return n == 0 ? g_ptr_array_new_with_free_func ((GDestroyNotify) ear_trail_end_free) : read_ends (store, ends_sql, n, error);
}

/**
 * ear_action_facet:
 * @kind: group, theme, priority or organisation
 *
 * Returns: (transfer full) (element-type EarTrailEnd) (nullable): those of the kind that some action answers or is done by.
 */
GPtrArray *
ear_action_facet (EarStore *store, EarKind kind, GError **error)
{
  return read_ends (store,
                    kind == EAR_KIND_GROUP      ? groups_sql
                    : kind == EAR_KIND_THEME    ? themes_sql
                    : kind == EAR_KIND_PRIORITY ? priorities_sql
                                                : organisations_sql,
                    0, error);
}
