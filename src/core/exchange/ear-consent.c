/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A contribution's permission is its own, else its speaker's, else its session's, else to be told in other words; where
 * somebody wrote another without having seen that, the strictest of them all, until it is decided (schema/001.sql, the view
 * permissions). “Internal” keeps it in the workbook, and with it every link and coding; “count” keeps back the words.
 *
 * Consent that is taken back has to reach those who have the words already, or they would go on quoting them. A speaker's
 * and a session's permission travel with their records. Where a contribution was made internal itself, later than it was
 * recorded, that alone is told of it. Where it was given to a speaker or a session that is internal, or its own permission
 * was left to these, it is told whose it is: only so can others see why. One that was internal from the start leaves no
 * trace.
 *
 * A voice that was moved out of what a part is about is told to be elsewhere, as one that was given to somebody internal is
 * (ear-part.c).
 *
 * A part holds few speakers and sessions. Of those that say why a voice which the part is about may go no further, or less far,
 * and that are not in it otherwise, it holds what they say of that, and the name they go by. */
#include "ear-consent.h"

#include "ear-bundle-grammar.h"
#include "ear-fields.h"

struct _EarConsent
{
  GHashTable *restricted; /* EarId → EarLeave, contributions that do not leave whole; the many others are not listed */
  GHashTable *reasons;    /* EarId, of the speakers and sessions of which only their permission leaves, and of links alike */
  GHashTable *moved;      /* EarId, of the contributions of which no more leaves than where they are now */
};

static gboolean
load (EarConsent *consent, EarStore *store, const char *rows, GError **error)
{
  g_autofree char *sql
    = g_strdup_printf ("SELECT id, permission FROM permissions "
                       "WHERE %s AND permission IN ('" EAR_PERMISSION_INTERNAL "', '" EAR_PERMISSION_COUNT "')",
                       rows == NULL ? "1" : rows);
  g_autoptr (EarStatement) each = ear_store_query (store, sql, error);
  EarStep step;
  EarId id;

  if (each == NULL)
    return FALSE;
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      gboolean internal = g_str_equal (ear_statement_get_text (each, 1), EAR_PERMISSION_INTERNAL);

      ear_statement_get_id (each, 0, &id);
      g_hash_table_insert (consent->restricted, g_memdup2 (&id, sizeof id),
                           GINT_TO_POINTER (internal ? EAR_LEAVE_NOT_AT_ALL : EAR_LEAVE_WITHOUT_WORDS));
    }
  return step == EAR_STEP_DONE;
}

/**
 * ear_consent_load:
 * @rows: (nullable): a condition on the number "n" of a row of contributions; it will be asked of these alone, and what belongs to
 *   them. %NULL: of all
 *
 * Returns: (transfer full) (nullable): what consent says at this moment. The store's thread.
 */
EarConsent *
ear_consent_load (EarStore *store, const char *rows, GError **error)
{
  g_autoptr (EarConsent) consent = g_new0 (EarConsent, 1);

  consent->restricted = g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, NULL);
  consent->reasons = g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, NULL);
  consent->moved = g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, NULL);
  return load (consent, store, rows, error) ? g_steal_pointer (&consent) : NULL;
}

void
ear_consent_free (EarConsent *consent)
{
  if (consent == NULL)
    return;
  g_hash_table_unref (consent->restricted);
  g_hash_table_unref (consent->reasons);
  g_hash_table_unref (consent->moved);
  g_free (consent);
}

static gboolean
add_rows (GHashTable *set, EarStore *store, EarKind kind, const char *rows, GError **error)
{
  g_autofree char *sql
    = g_strdup_printf ("SELECT x.id FROM %s x WHERE x.state IN (0, 1) AND (%s)", ear_kind_info (kind)->table, rows);
  g_autoptr (EarStatement) each = ear_store_query (store, sql, error);
  EarStep step;
  EarId id;

  if (each == NULL)
    return FALSE;
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      ear_statement_get_id (each, 0, &id);
      g_hash_table_add (set, g_memdup2 (&id, sizeof id));
    }
  return step == EAR_STEP_DONE;
}

/**
 * ear_consent_add_reasons:
 * @kind: participants, sessions, or a kind of link
 * @rows: a condition on the rows "x" of that kind's table
 *
 * Of these only what they say may be done with their voices leaves, of links only what they connect. The store's thread.
 */
gboolean
ear_consent_add_reasons (EarConsent *consent, EarStore *store, EarKind kind, const char *rows, GError **error)
{
  return add_rows (consent->reasons, store, kind, rows, error);
}

/**
 * ear_consent_add_moved:
 * @rows: a condition on the rows "x" of contributions
 *
 * Of these no more leaves than where they are now and what may be done with them. The store's thread.
 */
gboolean
ear_consent_add_moved (EarConsent *consent, EarStore *store, const char *rows, GError **error)
{
  return add_rows (consent->moved, store, EAR_KIND_CONTRIBUTION, rows, error);
}

/* What ear_consent_judge() finds of a contribution "x" that was made internal by a value of its own. */
#define NOT_INTERNAL_ITSELF                                                                                            \
  "NOT EXISTS (SELECT 1 FROM field_versions f WHERE f.record_table = 'contributions' AND f.n = x.n AND f.field = 'permission' " \
  "AND CASE WHEN f.shown THEN x.permission ELSE f.value END = '" EAR_PERMISSION_INTERNAL "')"

/* The field by which a record of this kind belongs to a contribution, or -1. */
static int
contribution_field (EarKind kind)
{
  const EarKindInfo *info = ear_kind_info (kind);

  for (guint i = 0; i < info->n_fields; i++)
    {
      if (info->fields[i].type == EAR_TYPE_REFERENCE && info->fields[i].target == EAR_KIND_CONTRIBUTION)
        return (int) i;
    }
  return -1;
}

static gboolean
makes_internal (const EarRecord *record, const EarVersion *permission)
{
  return g_strcmp0 (permission->value, EAR_PERMISSION_INTERNAL) == 0
         && !ear_stamp_equal (&permission->stamp, &record->fields[EAR_FIELD_DELETED].shown.stamp);
}

/* Whether it says so itself, shown or as a rival. What decides is in what leaves, so that it is decided alike in every
 * workbook that merges it. */
static gboolean
was_made_internal (const EarRecord *record)
{
  const EarField *field = &record->fields[EAR_CONTRIBUTION_PERMISSION];

  for (guint i = 0; field->rivals != NULL && i < field->rivals->len; i++)
    {
      if (makes_internal (record, field->rivals->pdata[i]))
        return TRUE;
    }
  return makes_internal (record, &field->shown);
}

static gboolean
was_given_later (const EarRecord *record, guint number)
{
  const EarStamp *recorded = &record->fields[EAR_FIELD_DELETED].shown.stamp;
  const EarField *field = &record->fields[number];

  return field->rivals != NULL || (field->shown.stamp.clock != 0 && !ear_stamp_equal (&field->shown.stamp, recorded));
}

/* How much is told of an internal contribution, by what leaves of it then. */
static EarLeave
judge_internal (const EarRecord *record)
{
  if (was_made_internal (record))
    return EAR_LEAVE_PERMISSION;
  if (was_given_later (record, EAR_CONTRIBUTION_PERMISSION) || was_given_later (record, EAR_CONTRIBUTION_PARTICIPANT)
      || was_given_later (record, EAR_CONTRIBUTION_SESSION))
    return EAR_LEAVE_BELONGING;
  return EAR_LEAVE_NOT_AT_ALL;
}

static EarLeave
judge_contribution (EarConsent *consent, const EarRecord *record)
{
  EarLeave leave = (EarLeave) GPOINTER_TO_INT (g_hash_table_lookup (consent->restricted, &record->id));

  if (leave == EAR_LEAVE_NOT_AT_ALL)
    return judge_internal (record);
  return g_hash_table_contains (consent->moved, &record->id) ? EAR_LEAVE_BELONGING : leave;
}

/**
 * ear_consent_judge:
 *
 * Returns: how much of @record may leave. The mark of an erased record always does: it says only that it is gone.
 */
EarLeave
ear_consent_judge (EarConsent *consent, const EarRecord *record)
{
  EarId id;
  int field;

  if (record->erased)
    return EAR_LEAVE_WHOLE;
  if (g_hash_table_contains (consent->reasons, &record->id))
    return EAR_LEAVE_REASON;
  if (record->kind == EAR_KIND_CONTRIBUTION)
    return judge_contribution (consent, record);
  field = contribution_field (record->kind);
  if (field < 0 || g_hash_table_size (consent->restricted) == 0 || !ear_record_get_id (record, (guint) field, &id))
    return EAR_LEAVE_WHOLE;
  return (EarLeave) GPOINTER_TO_INT (g_hash_table_lookup (consent->restricted, &id));
}

/**
 * ear_consent_lets_field:
 * @leave: how much of the record may leave
 *
 * Returns: whether this field of it may.
 */
gboolean
ear_consent_lets_field (EarLeave leave, EarKind kind, guint field)
{
  if (leave == EAR_LEAVE_REASON)
    return field == EAR_FIELD_DELETED || (ear_kind_info (kind)->fields[field].flags & EAR_FIELD_REQUIRED)
           || ear_kind_info (kind)->fields[field].terms == EAR_TERMS_PERMISSION;
  if (leave == EAR_LEAVE_PERMISSION || leave == EAR_LEAVE_BELONGING)
    return field == EAR_FIELD_DELETED || field == EAR_CONTRIBUTION_PERMISSION
           || (leave == EAR_LEAVE_BELONGING && (field == EAR_CONTRIBUTION_PARTICIPANT || field == EAR_CONTRIBUTION_SESSION));
  return ear_bundle_has_field (kind, field)
         && (leave == EAR_LEAVE_WHOLE || !(ear_kind_info (kind)->fields[field].flags & EAR_FIELD_WORDS));
}

/**
 * ear_consent_sql:
 * @few: whether it is asked of few rows; of all it is quicker to list what is kept back first
 *
 * Returns: (transfer full): a condition on the rows "x" of the kind's table that holds where ear_consent_judge()
 *   lets more of the record leave than its permission and whose it is.
 */
char *
ear_consent_sql (EarKind kind, gboolean few)
{
  int field = contribution_field (kind);
  const char *column = kind == EAR_KIND_CONTRIBUTION ? "n" : field < 0 ? NULL : ear_kind_info (kind)->fields[field].name;

  if (column == NULL)
    return g_strdup ("1");
  if (few)
    return g_strdup_printf ("coalesce ((SELECT p.permission FROM permissions p WHERE p.n = x.\"%s\"), '') <> '%s'", column,
                            EAR_PERMISSION_INTERNAL);
  return g_strdup_printf ("coalesce (x.\"%s\", 0) NOT IN (SELECT n FROM permissions WHERE permission = '%s')", column,
                          EAR_PERMISSION_INTERNAL);
}

/**
 * ear_consent_reasons_sql:
 * @kind: participants or sessions
 * @told: a condition on the rows "x" of contributions that something is told of
 * @kept_back: of others that are kept back, and that somebody may have
 *
 * Returns: (transfer full): the rows of that kind which say what may be done with one of these contributions, as far as others
 *   must be told: where the contribution leaves, or whose it is; where it says otherwise since it was recorded; and wherever it is
 *   not decided whose the contribution is.
 */
char *
ear_consent_reasons_sql (EarKind kind, const char *told, const char *kept_back)
{
  gboolean speakers = kind == EAR_KIND_PARTICIPANT;
  const char *column = speakers ? "participant" : "session";
  g_autofree char *says_otherwise
    = g_strdup_printf ("EXISTS (SELECT 1 FROM field_versions f WHERE f.record_table = '%s' AND f.n = x.%s AND f.field = 'permission')",
                       ear_kind_info (kind)->table, column);

  return g_strdup_printf (
    "SELECT x.%s FROM contributions x WHERE x.state IN (0, 1) AND (%s) AND x.%s IS NOT NULL AND (" EAR_CONSENT_LEAVES " OR %s "
    "OR (" NOT_INTERNAL_ITSELF " AND " EAR_CONSENT_SET_LATER ("'permission', 'participant', 'session'") ")) "
    "UNION SELECT x.%s FROM contributions x WHERE x.state IN (0, 1) AND (%s) AND %s "
    "UNION SELECT r.%s FROM rival_%ss r JOIN contributions x ON x.n = r.contribution WHERE x.state IN (0, 1) AND (%s) "
    "AND (" EAR_CONSENT_LEAVES " OR " NOT_INTERNAL_ITSELF ")",
    column, told, column, says_otherwise, column, kept_back, says_otherwise, column, speakers ? "speaker" : "session", told);
}

/**
 * ear_consent_restricted_sql:
 *
 * Returns: (transfer full): a condition on the rows "x" of contributions that holds where ear_consent_judge() keeps back
 *   the contribution or its words.
 */
char *
ear_consent_restricted_sql (void)
{
  return g_strdup ("x.n IN (SELECT n FROM permissions "
                   "WHERE permission IN ('" EAR_PERMISSION_INTERNAL "', '" EAR_PERMISSION_COUNT "'))");
}

/**
 * ear_consent_touched_sql:
 * @row: what the row of contributions is called
 * @since: a number of a transaction, as SQL
 *
 * Returns: (transfer full): a condition that holds where the contribution, or anything that says what its permission is, was
 *   changed later than that.
 */
char *
ear_consent_touched_sql (const char *row, const char *since)
{
  return g_strdup_printf ("%s.changed > %s OR %s.session IN (SELECT n FROM sessions WHERE changed > %s) "
                          "OR %s.participant IN (SELECT n FROM participants WHERE changed > %s) "
                          "OR %s.n IN (SELECT o.contribution FROM rival_sessions o JOIN sessions s ON s.n = o.session "
                          "WHERE s.changed > %s) "
                          "OR %s.n IN (SELECT o.contribution FROM rival_speakers o JOIN participants p ON p.n = o.participant "
                          "WHERE p.changed > %s)",
                          row, since, row, since, row, since, row, since, row, since);
}

/**
 * ear_consent_is_wider:
 * @before: what consent said at an earlier moment
 *
 * Returns: whether something may leave by now that was kept back, as a whole or its words.
 */
gboolean
ear_consent_is_wider (EarConsent *consent, EarConsent *before)
{
  GHashTableIter iter;
  gpointer id, leave;

  g_hash_table_iter_init (&iter, before->restricted);
  while (g_hash_table_iter_next (&iter, &id, &leave))
    {
      if (GPOINTER_TO_INT (g_hash_table_lookup (consent->restricted, id)) < GPOINTER_TO_INT (leave))
        return TRUE;
    }
  return FALSE;
}
