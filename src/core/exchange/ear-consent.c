/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A contribution's permission is its own, else its speaker's, else its session's, else to be told in other words.
 * “Internal” keeps it in the workbook, and with it every link and coding; “count” keeps back the words.
 *
 * Consent that is taken back has to reach those who have the words already, or they would go on quoting them. A speaker's
 * and a session's permission travel with their records. Where a contribution was made internal itself, later than it was
 * recorded, that alone is told of it; one that was internal from the start leaves no trace. */
#include "ear-consent.h"

#include "ear-bundle-grammar.h"
#include "ear-fields.h"
#include "ear-terms.h"

struct _EarConsent
{
  GHashTable *restricted; /* EarId → EarLeave, contributions that do not leave whole; the many others are not listed */
};

#define PERMISSIONS                                                                                                    \
  "SELECT c.n, c.id, coalesce (c.permission, p.permission, s.permission, '" EAR_PERMISSION_UNSAID "') AS permission "  \
  "FROM contributions c LEFT JOIN participants p ON p.n = c.participant LEFT JOIN sessions s ON s.n = c.session"

static gboolean
load (EarConsent *consent, EarStore *store, GError **error)
{
  g_autoptr (EarStatement) each
    = ear_store_query (store,
                       "SELECT id, permission FROM (" PERMISSIONS ") "
                       "WHERE permission IN ('" EAR_PERMISSION_INTERNAL "', '" EAR_PERMISSION_COUNT "')",
                       error);
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
 *
 * Returns: (transfer full) (nullable): what consent says at this moment. The store's thread.
 */
EarConsent *
ear_consent_load (EarStore *store, GError **error)
{
  g_autoptr (EarConsent) consent = g_new0 (EarConsent, 1);

  consent->restricted = g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, NULL);
  return load (consent, store, error) ? g_steal_pointer (&consent) : NULL;
}

void
ear_consent_free (EarConsent *consent)
{
  if (consent == NULL)
    return;
  g_hash_table_unref (consent->restricted);
  g_free (consent);
}

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

/* What decides is in what leaves, so that it is decided alike in every workbook that merges it. */
static gboolean
was_made_internal (const EarRecord *record)
{
  const EarVersion *permission = &record->fields[EAR_CONTRIBUTION_PERMISSION].shown;

  return g_strcmp0 (permission->value, EAR_PERMISSION_INTERNAL) == 0
         && !ear_stamp_equal (&permission->stamp, &record->fields[EAR_FIELD_DELETED].shown.stamp);
}

/**
 * ear_consent_judge:
 *
 * Returns: how much of @record may leave. The mark of an erased record always does: it says only that it is gone.
 */
EarLeave
ear_consent_judge (EarConsent *consent, const EarRecord *record)
{
  EarId id = record->id;
  EarLeave leave;
  int field;

  if (record->erased || g_hash_table_size (consent->restricted) == 0)
    return EAR_LEAVE_WHOLE;
  if (record->kind != EAR_KIND_CONTRIBUTION)
    {
      field = contribution_field (record->kind);
      if (field < 0 || !ear_record_get_id (record, (guint) field, &id))
        return EAR_LEAVE_WHOLE;
    }
  leave = (EarLeave) GPOINTER_TO_INT (g_hash_table_lookup (consent->restricted, &id));
  return leave == EAR_LEAVE_NOT_AT_ALL && record->kind == EAR_KIND_CONTRIBUTION && was_made_internal (record)
           ? EAR_LEAVE_PERMISSION
           : leave;
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
  if (leave == EAR_LEAVE_PERMISSION)
    return field == EAR_FIELD_DELETED || field == EAR_CONTRIBUTION_PERMISSION;
  return ear_bundle_has_field (kind, field)
         && (leave == EAR_LEAVE_WHOLE || !(ear_kind_info (kind)->fields[field].flags & EAR_FIELD_WORDS));
}

/**
 * ear_consent_sql:
 *
 * Returns: (transfer full): a condition on the rows "x" of the kind's table that holds where ear_consent_judge()
 *   lets more of the record leave than its permission.
 */
char *
ear_consent_sql (EarKind kind)
{
  int field = contribution_field (kind);
  const char *column = field < 0 ? NULL : ear_kind_info (kind)->fields[field].name;

  if (kind != EAR_KIND_CONTRIBUTION && column == NULL)
    return g_strdup ("1");
  return g_strdup_printf ("coalesce (x.\"%s\", 0) NOT IN (SELECT n FROM (" PERMISSIONS ") WHERE permission = '%s')",
                          kind == EAR_KIND_CONTRIBUTION ? "n" : column, EAR_PERMISSION_INTERNAL);
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
  return g_strdup ("x.n IN (SELECT n FROM (" PERMISSIONS ") "
                   "WHERE permission IN ('" EAR_PERMISSION_INTERNAL "', '" EAR_PERMISSION_COUNT "'))");
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
