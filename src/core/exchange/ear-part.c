/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a part are worked out set by set, each from those before it, once an export.
 *
 * A part says what it is about, and enough of what it is not about that whoever merges it ends with the truth, whatever they have
 * from earlier parts. A voice is of a group by a link of its own or its speaker's, or by that of its session where that is the only
 * one and the other two say nothing (schema/001.sql, the view voice_groups). So it is of the group no more where
 *  - such a link was deleted, which is told by the deleted link;
 *  - it was given to another speaker or session, which is told by where it is now;
 *  - its session has a link with another group as well, of which the ids are told and not how many they were, and so that it has it no
 *    more;
 *  - it or its speaker has a link with another group, in a session that is of the group alone: then these links are told.
 * Nothing says what earlier parts held, so this is told of each voice that may have been in one as far as the workbook knows.
 * Where a group itself was moved from below one of the part, or deleted, the list of groups says so, which is in every part; but what
 * may be done with its voices has to reach whoever has them. So the groups that once were below count for that. */
#include "ear-part.h"

#include "ear-store-sets.h"

#define LEAVES EAR_CONSENT_LEAVES
#define KEEPS_BACK EAR_CONSENT_PERMISSION " IN ('" EAR_PERMISSION_INTERNAL "', '" EAR_PERMISSION_COUNT "')"
#define HERE "x.state IN (0, 1)"
#define SET_LATER(fields) EAR_CONSENT_SET_LATER (fields)

/* Whoever could quote a voice "x" may do so no more: not by the rule for want of a word, but since somebody said it later, of the
 * voice or of a speaker or session that it has, or gave it to one who had said so. */
#define SAID_LATER(table, field, rivals)                                                                               \
  "EXISTS (SELECT 1 FROM " table " o WHERE o.n IN (SELECT x." field " UNION ALL SELECT r." field " FROM " rivals " r WHERE r.contribution = x.n) " \
  "AND (EXISTS (SELECT 1 FROM field_versions f WHERE f.record_table = '" table "' AND f.n = o.n AND f.field = 'permission') "                  \
  "OR (o.permission IS NOT NULL AND " SET_LATER ("'" field "'") ")))"
#define QUOTED_NO_MORE                                                                                                 \
  "(" EAR_CONSENT_PERMISSION " = '" EAR_PERMISSION_PARAPHRASE "' AND (" SET_LATER ("'permission'") " OR "             \
  SAID_LATER ("participants", "participant", "rival_speakers") " OR " SAID_LATER ("sessions", "session", "rival_sessions") "))"

/* Voices that belonged to one of these rows by a value that is history, or do by one that waits. */
#define FORMERLY(field, table, rows)                                                                                   \
  "SELECT h.n FROM history h CROSS JOIN " table " o ON o.id = unhex (h.value, '-') "                                   \
  "WHERE h.record_table = 'contributions' AND h.field = '" field "' AND o.n IN temp.set_" rows
#define FORMERLY_IN(rows)                                                                                              \
  FORMERLY ("session", "sessions", rows) " UNION SELECT contribution FROM rival_sessions WHERE session IN temp.set_" rows
#define FORMERLY_OF(rows)                                                                                              \
  FORMERLY ("participant", "participants", rows) " UNION SELECT contribution FROM rival_speakers WHERE participant IN temp.set_" rows

/* The groups that are asked for, and each that was below one of them by a value that shows, waits or is history, deleted or not: a
 * group was never below another in any other way. */
#define ONCE_BELOW                                                                                                     \
  "WITH RECURSIVE said (n, parent) AS ("                                                                               \
  "SELECT n, value FROM history WHERE record_table = 'groups' AND field = 'parent' UNION ALL "                         \
  "SELECT n, value FROM field_versions WHERE record_table = 'groups' AND field = 'parent' AND shown = 0), "            \
  "edges (n, parent) AS (SELECT n, parent FROM groups UNION ALL "                                                      \
  "SELECT s.n, g.n FROM said s CROSS JOIN groups g ON g.id = unhex (s.parent, '-')), "                                 \
  "below (n) AS (SELECT n FROM groups WHERE n IN (LIST) UNION SELECT e.n FROM below b CROSS JOIN edges e ON e.parent = b.n) " \
  "SELECT n FROM below"

#define SESSIONS_WITH(states, groups)                                                                                  \
  "SELECT l.session FROM session_groups l WHERE l.state IN (" states ") AND l.\"group\" IN temp.set_" groups
#define SPEAKERS_WITH(states, groups)                                                                                  \
  "SELECT l.participant FROM participant_groups l WHERE l.state IN (" states ") AND l.\"group\" IN temp.set_" groups
#define N_GROUPS(session) "(SELECT count (*) FROM session_groups g WHERE g.session = " session " AND g.state = 0)"
/* A voice "x" of a session where a group of the part was, and that is not of the part. */
#define BESIDE HERE " AND x.n NOT IN temp.set_about AND " LEAVES

typedef struct
{
  const char *set;
  gboolean of_groups; /* nothing is in it where no group is asked for */
  const char *rows;
} Step;

/* After the sets asked_sessions, asked_groups, with the groups below, and once_groups, with those that were. */
static const Step steps[] = {
  { "about_sessions", FALSE, "SELECT x.n FROM contributions x WHERE x.session IN temp.set_asked_sessions" },
  { "about_groups", TRUE, "SELECT contribution FROM voice_groups WHERE \"group\" IN temp.set_asked_groups" },
  { "about", FALSE, "SELECT n FROM temp.set_about_sessions UNION ALL SELECT n FROM temp.set_about_groups" },
  /* Of these something leaves beside what may be done with them. */
  { "voices", FALSE, "SELECT x.n FROM contributions x WHERE x.n IN temp.set_about AND " HERE " AND " LEAVES },

  /* By whom and where somebody is, or was, of the groups. */
  { "near_sessions", TRUE, SESSIONS_WITH ("0", "asked_groups") },
  { "once_near_sessions", TRUE, SESSIONS_WITH ("0, 1", "once_groups") },
  { "near_speakers", TRUE, SPEAKERS_WITH ("0", "asked_groups") },
  { "once_near_speakers", TRUE, SPEAKERS_WITH ("0, 1", "once_groups") },
  { "left_sessions", FALSE, FORMERLY_IN ("asked_sessions") },
  { "left_groups", TRUE,
    FORMERLY_IN ("near_sessions") " UNION " FORMERLY_OF ("near_speakers")
    " UNION SELECT x.n FROM contributions x WHERE x.session IN temp.set_near_sessions AND " SET_LATER ("'participant'") },
  /* Whoever may have had a voice is told that it may go no further, also where that it left is told by a link alone. */
  { "once_about", TRUE,
    FORMERLY_IN ("once_near_sessions") " UNION " FORMERLY_OF ("once_near_speakers")
    " UNION SELECT contribution FROM contribution_groups WHERE state IN (0, 1) AND \"group\" IN temp.set_once_groups"
    " UNION SELECT n FROM contributions WHERE participant IN temp.set_once_near_speakers"
    " UNION SELECT n FROM contributions WHERE session IN temp.set_once_near_sessions" },
  { "kept_back", FALSE,
    "SELECT x.n FROM contributions x WHERE (x.n IN temp.set_left_sessions OR x.n IN temp.set_left_groups OR x.n IN temp.set_once_about) "
    "AND x.n NOT IN temp.set_about AND " HERE " AND (" KEEPS_BACK " OR " QUOTED_NO_MORE ")" },
  { "moved", FALSE,
    "SELECT x.n FROM contributions x WHERE (x.n IN temp.set_left_sessions OR x.n IN temp.set_left_groups OR (x.n IN temp.set_once_about AND "
    EAR_CONSENT_PERMISSION " <> '" EAR_PERMISSION_QUOTE "' AND "
    SET_LATER ("'permission', 'participant', 'session'") ")) AND x.n NOT IN temp.set_about AND " HERE },
  /* Where nothing keeps a voice in, what it was moved to is nobody's business here. */
  { "told", FALSE, "SELECT n FROM temp.set_about UNION ALL SELECT n FROM temp.set_moved WHERE n IN temp.set_kept_back" },

  { "whole_sessions", FALSE,
    "SELECT n FROM temp.set_asked_sessions UNION ALL SELECT session FROM contributions WHERE n IN temp.set_voices" },
  { "whole_speakers", FALSE,
    "SELECT n FROM participants WHERE session IN temp.set_asked_sessions UNION ALL "
    "SELECT participant FROM contributions WHERE n IN temp.set_voices" },
  /* And that it has them no more, since an earlier part may have told of them. */
  { "told_groups", TRUE,
    "SELECT l.n FROM session_groups l WHERE l.state = 0 AND l.session IN temp.set_near_sessions AND 1 < " N_GROUPS ("l.session")
    " AND EXISTS (SELECT 1 FROM contributions x WHERE x.session = l.session AND " BESIDE ") UNION ALL "
    "SELECT l.n FROM session_groups l WHERE l.state = 1 AND l.session IN temp.set_near_sessions "
    "AND EXISTS (SELECT 1 FROM contributions x WHERE x.session = l.session AND " HERE ")" },
  { "strangers", TRUE,
    "SELECT x.n FROM contributions x WHERE x.session IN temp.set_near_sessions AND " BESIDE " AND 1 = " N_GROUPS ("x.session") },

  { "part_contributions", FALSE, "SELECT n FROM temp.set_about UNION ALL SELECT n FROM temp.set_moved" },
  { "part_contribution_groups", FALSE,
    "SELECT n FROM contribution_groups WHERE contribution IN temp.set_voices UNION ALL "
    "SELECT n FROM contribution_groups WHERE state = 1 AND \"group\" IN temp.set_asked_groups UNION ALL "
    "SELECT n FROM contribution_groups WHERE state = 0 AND contribution IN temp.set_strangers" },
  { "part_codings", FALSE, "SELECT n FROM codings WHERE contribution IN temp.set_voices" },
  /* How many of another group were at a session is not for who may see this group only. */
  { "whole_session_groups", FALSE,
    "SELECT n FROM session_groups WHERE session IN temp.set_asked_sessions UNION ALL "
    "SELECT n FROM session_groups WHERE session IN temp.set_whole_sessions AND \"group\" IN temp.set_asked_groups UNION ALL "
    "SELECT n FROM session_groups WHERE state = 1 AND \"group\" IN temp.set_asked_groups" },
  { "part_session_groups", FALSE, "SELECT n FROM temp.set_whole_session_groups UNION ALL SELECT n FROM temp.set_told_groups" },
  /* Whose speaker has groups is told by them only where the voice itself has none. */
  { "part_participant_groups", FALSE,
    "SELECT n FROM participant_groups WHERE participant IN temp.set_whole_speakers UNION ALL "
    "SELECT n FROM participant_groups WHERE state = 1 AND \"group\" IN temp.set_asked_groups UNION ALL "
    "SELECT l.n FROM contributions x JOIN participant_groups l ON l.participant = x.participant AND l.state = 0 "
    "WHERE x.n IN temp.set_strangers "
    "AND NOT EXISTS (SELECT 1 FROM contribution_groups g WHERE g.contribution = x.n AND g.state = 0)" },

  { "part_actions", FALSE,
    "SELECT \"action\" FROM action_contributions WHERE state = 0 AND contribution IN temp.set_voices UNION ALL "
    "SELECT \"action\" FROM action_groups WHERE state = 0 AND \"group\" IN temp.set_asked_groups UNION ALL "
    "SELECT l.\"action\" FROM agenda_actions l JOIN agenda_items i ON i.n = l.item "
    "WHERE l.state = 0 AND i.session IN temp.set_asked_sessions" },
  { "part_action_contributions", FALSE,
    "SELECT n FROM action_contributions WHERE \"action\" IN temp.set_part_actions AND contribution IN temp.set_voices" },
  { "part_action_themes", FALSE, "SELECT n FROM action_themes WHERE \"action\" IN temp.set_part_actions" },
  { "part_action_priorities", FALSE, "SELECT n FROM action_priorities WHERE \"action\" IN temp.set_part_actions" },
  { "part_action_groups", FALSE, "SELECT n FROM action_groups WHERE \"action\" IN temp.set_part_actions" },
  { "part_action_steps", FALSE, "SELECT n FROM action_steps WHERE \"action\" IN temp.set_part_actions" },
  { "part_action_tellings", FALSE, "SELECT n FROM action_tellings WHERE \"action\" IN temp.set_part_actions" },
  { "part_coproductions", TRUE,
    "SELECT coproduction FROM coproduction_groups WHERE state = 0 AND \"group\" IN temp.set_asked_groups" },
  /* As with sessions, how many of another group took part is not for who may see this group only. */
  { "part_coproduction_groups", TRUE,
    "SELECT n FROM coproduction_groups WHERE coproduction IN temp.set_part_coproductions AND \"group\" IN temp.set_asked_groups" },
  { "part_agenda_items", FALSE,
    "SELECT n FROM agenda_items WHERE session IN temp.set_asked_sessions UNION ALL "
    "SELECT item FROM agenda_inputs WHERE state = 0 AND contribution IN temp.set_voices" },
  { "part_agenda_inputs", FALSE, "SELECT n FROM agenda_inputs WHERE contribution IN temp.set_voices" },
  /* How tables of others stood to an item is for who may see the whole session. */
  { "part_agenda_supports", FALSE,
    "SELECT s.n FROM agenda_supports s JOIN agenda_items i ON i.n = s.item WHERE i.session IN temp.set_asked_sessions" },
  { "part_agenda_actions", FALSE,
    "SELECT n FROM agenda_actions WHERE item IN temp.set_part_agenda_items AND \"action\" IN temp.set_part_actions" },
};

/**
 * ear_part_has_kind:
 *
 * Returns: whether a part holds some of the kind's records and not others, by what it is about. The lists that everybody shares are in
 *   every part, and devices follow what they wrote.
 */
gboolean
ear_part_has_kind (EarKind kind)
{
  switch (kind)
    {
    case EAR_KIND_ORGANISATION:
    case EAR_KIND_DEVICE:
    case EAR_KIND_PLACE:
    case EAR_KIND_GROUP:
    case EAR_KIND_THEME:
    case EAR_KIND_STRATEGY:
    case EAR_KIND_PRIORITY:
    case EAR_KIND_MAPPING:
    case EAR_KIND_TARGET:
      return FALSE;
    default:
      return TRUE;
    }
}

static gboolean
fill_printf (EarStore *store, const char *set, const char *format, const char *list, GError **error)
{
  g_autoptr (GString) rows = g_string_new (format);

  g_string_replace (rows, "LIST", list, 0);
  return ear_store_fill_set (store, set, rows->str, error);
}

/* Of the speakers and sessions that say why a voice which is told of may go no further, or less far, and that are not in the part
 * otherwise. */
static gboolean
fill_reasons (EarStore *store, EarKind kind, const char *whole, GError **error)
{
  const char *table = ear_kind_info (kind)->table;
  g_autofree char *reasons = g_strconcat ("reason_", table, NULL);
  g_autofree char *part = g_strconcat ("part_", table, NULL);
  g_autofree char *rows = ear_consent_reasons_sql (kind, "x.n IN temp.set_told", "x.n IN temp.set_kept_back");
  g_autofree char *both = g_strdup_printf ("SELECT n FROM temp.set_%s UNION ALL SELECT n FROM temp.set_%s", whole, reasons);

  return ear_store_fill_set (store, reasons, rows, error) && ear_store_fill_set (store, part, both, error);
}

/* The mark that something was erased is for everybody: it holds no more than an id. */
static gboolean
fill_rows (EarStore *store, EarKind kind, GError **error)
{
  const char *table = ear_kind_info (kind)->table;
  g_autofree char *set = g_strconcat ("rows_", table, NULL);
  g_autofree char *rows = g_strdup_printf ("SELECT n FROM temp.set_part_%s UNION ALL SELECT n FROM %s WHERE state = 2", table, table);

  return ear_store_fill_set (store, set, rows, error);
}

/**
 * ear_part_plan:
 * @sessions: the rows of the sessions that are asked for, between commas; 0 is none
 * @groups: of the groups likewise
 *
 * Works out what somebody may see who is to see these sessions, and the voices of these groups and those below them wherever they
 * were heard. It holds for this connection until the next part is planned. The store's thread.
 */
gboolean
ear_part_plan (EarStore *store, const char *sessions, const char *groups, GError **error)
{
  gboolean of_groups = g_strcmp0 (groups, "0") != 0;

  if (!fill_printf (store, "asked_sessions", "SELECT n FROM sessions WHERE n IN (LIST)", sessions, error)
      || !fill_printf (store, "asked_groups", "SELECT node FROM ancestry WHERE record_table = 'groups' AND ancestor IN (LIST)", groups,
                       error)
      || !fill_printf (store, "once_groups", of_groups ? ONCE_BELOW : "SELECT n FROM groups WHERE n IN (LIST)", groups, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      if (!ear_store_fill_set (store, steps[i].set, steps[i].of_groups && !of_groups ? NULL : steps[i].rows, error))
        return FALSE;
    }
  if (!fill_reasons (store, EAR_KIND_SESSION, "whole_sessions", error)
      || !fill_reasons (store, EAR_KIND_PARTICIPANT, "whole_speakers", error))
    return FALSE;
  for (guint kind = 0; kind < EAR_N_KINDS; kind++)
    {
      if (ear_part_has_kind ((EarKind) kind) && !fill_rows (store, (EarKind) kind, error))
        return FALSE;
    }
  return ear_store_fill_set (store, "judged",
                             "SELECT n FROM temp.set_rows_contributions UNION ALL "
                             "SELECT contribution FROM contribution_groups WHERE n IN temp.set_rows_contribution_groups",
                             error);
}

/**
 * ear_part_rows:
 *
 * Returns: (transfer full): a condition on the rows "x" of the kind's table that holds for those in the part. What consent lets out
 *   of them is ear_consent_judge()'s to say.
 */
char *
ear_part_rows (EarKind kind)
{
  g_return_val_if_fail (ear_part_has_kind (kind), NULL);

  return g_strdup_printf ("x.n IN temp.set_rows_%s", ear_kind_info (kind)->table);
}

/**
 * ear_part_add_reasons:
 *
 * Tells @consent of which records of the part only their permission travels, or where they are, or the ids.
 */
gboolean
ear_part_add_reasons (EarStore *store, EarConsent *consent, GError **error)
{
  return ear_consent_add_reasons (consent, store, EAR_KIND_SESSION, "x.n IN temp.set_reason_sessions AND x.n NOT IN temp.set_whole_sessions",
                                  error)
         && ear_consent_add_reasons (consent, store, EAR_KIND_PARTICIPANT,
                                     "x.n IN temp.set_reason_participants AND x.n NOT IN temp.set_whole_speakers", error)
         && ear_consent_add_reasons (consent, store, EAR_KIND_SESSION_GROUP,
                                     "x.n IN temp.set_told_groups AND x.n NOT IN temp.set_whole_session_groups", error)
         && ear_consent_add_moved (consent, store, "x.n IN temp.set_moved", error);
}
