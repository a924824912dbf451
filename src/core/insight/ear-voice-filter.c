/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each aspect of a filter in two forms: a condition on the view voices, for a list that is short anyway; and the rows that
 * have it, read from indexes alone, which is what a long list is made of (ear-voice-rows.c). */
#include "ear-voice-filter.h"

#include "ear-action-sql.h"
#include "ear-look-sql.h"
#include "ear-search.h"

/* Parameters keep their numbers whichever filters are there. */
enum
{
  PARAMETER_SEARCH = 1,
  PARAMETER_GROUP,
  PARAMETER_THEME,
  PARAMETER_PRIORITY,
  PARAMETER_PLACE,
  PARAMETER_SESSION,
  PARAMETER_FEELING,
  PARAMETER_PERMISSION,
  PARAMETER_CODER,
  PARAMETER_FROM,
  PARAMETER_TO,
  PARAMETER_UNANSWERED,
  PARAMETER_ACTION,
  PARAMETER_ALSO_GROUP,
  PARAMETER_ALSO_THEME,
  PARAMETER_ORGANISATION,
};

#define IN_SUBTREE(table, parameter) \
  "(SELECT node FROM ancestry WHERE record_table = '" table "' AND ancestor = (SELECT n FROM " table " WHERE id = " parameter "))"

#define SEARCH_ROWS "SELECT rowid FROM voices_search WHERE voices_search MATCH ?1"

/* The view voice_groups, from the groups that are meant to their voices. */
#define GROUP_ROWS(parameter)                                                                                                             \
  "SELECT own.contribution FROM contribution_groups own WHERE own.state = 0 AND own.\"group\" IN " IN_SUBTREE ("groups", parameter) \
  " UNION ALL SELECT c.n FROM participant_groups pg CROSS JOIN contributions c ON c.participant = pg.participant "              \
  "WHERE pg.state = 0 AND pg.\"group\" IN " IN_SUBTREE ("groups", parameter)                                                         \
  " UNION ALL SELECT c.n FROM session_groups sg CROSS JOIN contributions c ON c.session = sg.session "                          \
  "WHERE sg.state = 0 AND sg.\"group\" IN " IN_SUBTREE ("groups", parameter)                                                         \
  " AND NOT EXISTS (SELECT 1 FROM session_groups other WHERE other.session = sg.session AND other.state = 0 AND other.n <> sg.n)" \
  " AND NOT EXISTS (SELECT 1 FROM contribution_groups own WHERE own.contribution = c.n AND own.state = 0)"                       \
  " AND NOT EXISTS (SELECT 1 FROM participant_groups pg WHERE pg.participant = c.participant AND pg.state = 0)"

/* Themes that are, or were merged into, one of those that stand below one of @tops. */
#define CODED_BELOW(tops)                                                                                                      \
  "SELECT k.contribution FROM (SELECT DISTINCT b.theme FROM theme_now b WHERE b.now IN (SELECT up.node FROM ancestry up "       \
  "WHERE up.record_table = 'themes' AND up.ancestor IN (" tops "))) t CROSS JOIN codings k ON k.theme = t.theme "                \
  "WHERE k.state = 0 AND (?9 IS NULL OR k.coder = ?9)"

/* A theme that was merged into another stands for that one. */
#define THEME_ROWS(parameter) CODED_BELOW ("SELECT s.now FROM themes t JOIN theme_now s ON s.theme = t.n WHERE t.id = " parameter)
#define PRIORITY_ROWS                                                                                                          \
  CODED_BELOW ("SELECT s.now FROM mappings m JOIN theme_now s ON s.theme = m.theme WHERE m.state = 0 AND m.priority IN "        \
               IN_SUBTREE ("priorities", "?4"))
#define CODER_ROWS "SELECT k.contribution FROM codings k INDEXED BY codings_theme WHERE k.state = 0 AND k.coder = ?9"
#define CODED_ROWS                                                                                                             \
  "SELECT k.contribution FROM theme_now s CROSS JOIN codings k ON k.theme = s.theme WHERE k.state = 0 AND s.now IN "             \
  "(SELECT node FROM ancestry WHERE record_table = 'themes')"

#define FROM_VOICES "SELECT c.n FROM contributions c INDEXED BY contributions_session "
#define WITH_OWNERS "LEFT JOIN participants p ON p.n = c.participant LEFT JOIN sessions s ON s.n = c.session "

/* Of a moment that is a year or a month alone no part is known: it lies between two days where all of it does. A year as the
 * end means what is known to be in that year and no more. As is_in_period() of ear-cube-filter.c. */
#define BETWEEN(moment)                                                                                                        \
  "CASE length (" moment ") WHEN 4 THEN " moment " || '-01-01' >= coalesce (?10, '') "                                           \
  "AND (" moment " || '-12-31' <= coalesce (?11, '9999-99') OR " moment " = ?11) "                                               \
  "WHEN 7 THEN " moment " || '-01' >= coalesce (?10, '') "                                                                       \
  "AND date (" moment " || '-01', '+1 month', '-1 day') <= coalesce (?11, '9999-99') "                                           \
  "ELSE " moment " >= coalesce (?10, '') AND substr (" moment ", 1, 10) <= coalesce (?11, '9999-99') END"

static const struct
{
  const char *condition; /* NULL: to be one of the rows */
  const char *rows;
} aspects[EAR_N_ASPECTS] = {
  [EAR_ASPECT_SEARCH] = { NULL, SEARCH_ROWS },
  [EAR_ASPECT_GROUP] = { NULL, GROUP_ROWS ("?2") },
  [EAR_ASPECT_THEME] = { NULL, THEME_ROWS ("?3") },
  [EAR_ASPECT_CODER] = { NULL, CODER_ROWS },
  [EAR_ASPECT_PRIORITY] = { NULL, PRIORITY_ROWS },
  [EAR_ASPECT_PLACE] = { "v.place IN " IN_SUBTREE ("places", "?5"),
                         FROM_VOICES WITH_OWNERS "WHERE coalesce (c.place, p.place, s.place) IN " IN_SUBTREE ("places", "?5") },
  [EAR_ASPECT_SESSION] = { "v.session = (SELECT n FROM sessions WHERE id = ?6)",
                           FROM_VOICES "WHERE c.session = (SELECT n FROM sessions WHERE id = ?6)" },
  [EAR_ASPECT_FEELING] = { "v.feeling IS nullif (?7, '" EAR_HEADING_NOT_SAID "')",
                           FROM_VOICES "WHERE c.feeling IS nullif (?7, '" EAR_HEADING_NOT_SAID "')" },
  [EAR_ASPECT_PERMISSION] = { "v.permission = ?8",
                              "SELECT c.n FROM permissions c WHERE c.permission = ?8" },
  [EAR_ASPECT_PERIOD] = { BETWEEN ("v.happened"),
                          FROM_VOICES "LEFT JOIN sessions s ON s.n = c.session WHERE " BETWEEN ("coalesce (c.said_at, s.started)") },
  [EAR_ASPECT_UNCODED] = { "v.n NOT IN (" CODED_ROWS " AND k.contribution IS NOT NULL)", CODED_ROWS },
  [EAR_ASPECT_LOOK] = { NULL, NULL },
  [EAR_ASPECT_UNANSWERED] = { EAR_UNANSWERED_SQL ("?12"), "SELECT v.n FROM voices v WHERE " EAR_UNANSWERED_SQL ("?12") },
  [EAR_ASPECT_ACTION] = { NULL, "SELECT a.contribution FROM action_voices a WHERE a.\"action\" = (SELECT n FROM actions WHERE id = ?13)" },
  [EAR_ASPECT_ALSO_GROUP] = { NULL, GROUP_ROWS ("?14") },
  [EAR_ASPECT_ALSO_THEME] = { NULL, THEME_ROWS ("?15") },
  [EAR_ASPECT_ORGANISATION] = { "v.organisation = (SELECT n FROM organisations WHERE id = ?16)",
                                FROM_VOICES "JOIN sessions s ON s.n = c.session WHERE s.organisation = (SELECT n FROM organisations WHERE id = ?16)" },
};

void
ear_filter_sql_init (EarFilterSql *sql, const EarVoiceFilter *filter)
{
  static const EarVoiceFilter everything = { 0 };

  sql->filter = filter == NULL ? &everything : filter;
  sql->search = ear_search_expression (sql->filter->search);
}

void
ear_filter_sql_clear (EarFilterSql *sql)
{
  g_clear_pointer (&sql->search, g_free);
}

/**
 * ear_filter_sql_has:
 *
 * Returns: whether the filter asks for anything of that kind.
 */
gboolean
ear_filter_sql_has (const EarFilterSql *sql, EarAspect aspect)
{
  const EarVoiceFilter *filter = sql->filter;

  switch (aspect)
    {
    case EAR_ASPECT_SEARCH:
      return sql->search != NULL;
    case EAR_ASPECT_GROUP:
      return filter->group != NULL;
    case EAR_ASPECT_THEME:
      return filter->theme != NULL;
    case EAR_ASPECT_CODER:
      /* With a theme it is that theme which the coder gave. */
      return filter->coder != NULL && filter->theme == NULL && filter->priority == NULL;
    case EAR_ASPECT_PRIORITY:
      return filter->priority != NULL;
    case EAR_ASPECT_PLACE:
      return filter->place != NULL;
    case EAR_ASPECT_SESSION:
      return filter->session != NULL;
    case EAR_ASPECT_FEELING:
      return filter->feeling != NULL;
    case EAR_ASPECT_PERMISSION:
      return filter->permission != NULL;
    case EAR_ASPECT_PERIOD:
      return filter->from != NULL || filter->to != NULL;
    case EAR_ASPECT_UNCODED:
      return filter->uncoded;
    case EAR_ASPECT_LOOK:
      return filter->needs_look;
    case EAR_ASPECT_UNANSWERED:
      return filter->unanswered_before != NULL;
    case EAR_ASPECT_ACTION:
      return filter->action != NULL;
    case EAR_ASPECT_ALSO_GROUP:
      return filter->also_group != NULL;
    case EAR_ASPECT_ALSO_THEME:
      return filter->also_theme != NULL;
    case EAR_ASPECT_ORGANISATION:
      return filter->organisation != NULL;
    case EAR_N_ASPECTS:
    default:
      return FALSE;
    }
}

/**
 * ear_filter_sql_rows:
 *
 * Returns: (transfer full): the statement, to be bound with ear_filter_sql_bind().
 */
char *
ear_filter_sql_rows (EarAspect aspect, gboolean *complement)
{
  *complement = aspect == EAR_ASPECT_UNCODED;
  return aspect == EAR_ASPECT_LOOK ? ear_look_voices_sql () : g_strdup (aspects[aspect].rows);
}

void
ear_filter_sql_append (const EarFilterSql *sql, GString *statement)
{
  g_string_append (statement, " WHERE TRUE");
  for (EarAspect aspect = 0; aspect < EAR_N_ASPECTS; aspect++)
    {
      g_autofree char *rows = NULL;
      gboolean complement;

      if (!ear_filter_sql_has (sql, aspect))
        continue;
      rows = ear_filter_sql_rows (aspect, &complement);
      if (aspects[aspect].condition != NULL)
        g_string_append_printf (statement, " AND (%s)", aspects[aspect].condition);
      else
        g_string_append_printf (statement, " AND v.n IN (%s)", rows);
    }
}

static void
bind_id (EarStatement *statement, int parameter, const EarId *id)
{
  if (id != NULL)
    ear_statement_bind_id (statement, parameter, id);
}

static void
bind_text (EarStatement *statement, int parameter, const char *text)
{
  if (text != NULL)
    ear_statement_bind_text (statement, parameter, text);
}

/**
 * ear_filter_sql_bind_one:
 *
 * Binds what the rows of one aspect are asked for with.
 */
void
ear_filter_sql_bind_one (const EarFilterSql *sql, EarAspect aspect, EarStatement *statement)
{
  const EarVoiceFilter *filter = sql->filter;

  switch (aspect)
    {
    case EAR_ASPECT_SEARCH:
      return bind_text (statement, PARAMETER_SEARCH, sql->search);
    case EAR_ASPECT_GROUP:
      return bind_id (statement, PARAMETER_GROUP, filter->group);
    case EAR_ASPECT_THEME:
      bind_id (statement, PARAMETER_THEME, filter->theme);
      return bind_text (statement, PARAMETER_CODER, filter->coder);
    case EAR_ASPECT_CODER:
      return bind_text (statement, PARAMETER_CODER, filter->coder);
    case EAR_ASPECT_PRIORITY:
      bind_id (statement, PARAMETER_PRIORITY, filter->priority);
      return bind_text (statement, PARAMETER_CODER, filter->coder);
    case EAR_ASPECT_PLACE:
      return bind_id (statement, PARAMETER_PLACE, filter->place);
    case EAR_ASPECT_SESSION:
      return bind_id (statement, PARAMETER_SESSION, filter->session);
    case EAR_ASPECT_FEELING:
      return bind_text (statement, PARAMETER_FEELING, filter->feeling);
    case EAR_ASPECT_PERMISSION:
      return bind_text (statement, PARAMETER_PERMISSION, filter->permission);
    case EAR_ASPECT_PERIOD:
      bind_text (statement, PARAMETER_FROM, filter->from);
      return bind_text (statement, PARAMETER_TO, filter->to);
    case EAR_ASPECT_UNANSWERED:
      return bind_text (statement, PARAMETER_UNANSWERED, filter->unanswered_before);
    case EAR_ASPECT_ACTION:
      return bind_id (statement, PARAMETER_ACTION, filter->action);
    case EAR_ASPECT_ALSO_GROUP:
      return bind_id (statement, PARAMETER_ALSO_GROUP, filter->also_group);
    case EAR_ASPECT_ALSO_THEME:
      bind_id (statement, PARAMETER_ALSO_THEME, filter->also_theme);
      return bind_text (statement, PARAMETER_CODER, filter->coder);
    case EAR_ASPECT_ORGANISATION:
      return bind_id (statement, PARAMETER_ORGANISATION, filter->organisation);
    case EAR_ASPECT_UNCODED:
    case EAR_ASPECT_LOOK:
    case EAR_N_ASPECTS:
    default:
      return;
    }
}

void
ear_filter_sql_bind (const EarFilterSql *sql, EarStatement *statement)
{
  for (EarAspect aspect = 0; aspect < EAR_N_ASPECTS; aspect++)
    {
      if (ear_filter_sql_has (sql, aspect))
        ear_filter_sql_bind_one (sql, aspect, statement);
    }
}
