/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which version of the codebook a workbook has: what each device last published, and what was changed since. */
#include "ear-insight.h"

/* Stamps order what was done anywhere: what has a later one than the publishing was not in what was published. */
static const char versions_sql[]
  = "WITH published AS (SELECT d.id, d.codebook_version, d.codebook_published, d.name, d.organisation, "
    "coalesce (f.stamp, d.stamp) AS stamp FROM devices d LEFT JOIN field_versions f ON f.record_table = 'devices' "
    "AND f.n = d.n AND f.field = 'codebook-version' AND f.shown WHERE d.state = 0 AND d.codebook_version IS NOT NULL), "
    "changes AS (SELECT 'themes' AS record_table, n, stamp FROM themes WHERE state IN (0, 1) UNION ALL "
    "SELECT 'mappings', n, stamp FROM mappings WHERE state IN (0, 1) UNION ALL "
    "SELECT record_table, n, stamp FROM field_versions WHERE record_table IN ('themes', 'mappings') AND shown) "
    "SELECT p.id, p.codebook_version, p.codebook_published, p.name, o.name, "
    "(SELECT count (DISTINCT c.record_table || c.n) FROM changes c WHERE c.stamp > p.stamp), p.stamp "
    "FROM published p LEFT JOIN organisations o ON o.n = p.organisation AND o.state = 0 ORDER BY p.stamp DESC, p.id DESC";

/**
 * ear_codebook_versions:
 *
 * The first one is the newest that has come here: the version this workbook has.
 *
 * Returns: (transfer full) (element-type EarCodebookVersion) (nullable): what was published, newest first. The store's
 *   thread.
 */
GPtrArray *
ear_codebook_versions (EarStore *store, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, versions_sql, error);
  g_autoptr (GPtrArray) versions = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_codebook_version_free);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarCodebookVersion *version = g_new0 (EarCodebookVersion, 1);

      ear_statement_get_id (each, 0, &version->device);
      version->version = g_strdup (ear_statement_get_text (each, 1));
      version->published = g_strdup (ear_statement_get_text (each, 2));
      version->device_name = g_strdup (ear_statement_get_text (each, 3));
      version->organisation = g_strdup (ear_statement_get_text (each, 4));
      version->n_changed = (guint) ear_statement_get_integer (each, 5);
      version->stamp = ear_statement_get_integer (each, 6);
      g_ptr_array_add (versions, version);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&versions) : NULL;
}

void
ear_codebook_version_free (EarCodebookVersion *version)
{
  if (version == NULL)
    return;
  g_free (version->version);
  g_free (version->published);
  g_free (version->device_name);
  g_free (version->organisation);
  g_free (version);
}
