/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange-world.h"

#include <glib/gstdio.h>
#include <string.h>

char *
world_digest (EarStore *store)
{
  g_autoptr (GError) error = NULL;
  char *digest = ear_bundle_digest (store, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (strlen (digest), ==, 64);
  return digest;
}

/* The digest is what data/schema/README.md says it is: of all lines but the first two and the last. */
static void
check_digest (EarStore *store, const char *bundle)
{
  g_autofree char *digest = world_digest (store);
  g_autofree char *again = NULL;
  const char *body = strchr (strchr (bundle, '\n') + 1, '\n') + 1;
  const char *tail = g_strrstr (bundle, WORLD_TAIL);

  again = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) body, (gsize) (tail - body));
  g_assert_cmpstr (digest, ==, again);
}

/* Authors are those whom some stamp names, no more and no fewer. */
static void
check_authors (const char *bundle)
{
  g_assert_null (strstr (bundle, " by=\"0\""));
  for (guint i = 1;; i++)
    {
      g_autofree char *author = g_strdup_printf ("<author n=\"%u\"", i);
      g_autofree char *by = g_strdup_printf (" by=\"%u\"", i);
      g_autofree char *first_seen = g_strdup_printf (" seen=\"%u@", i);
      g_autofree char *later_seen = g_strdup_printf ("Z %u@", i);

      if (strstr (bundle, author) == NULL)
        break;
      if (strstr (bundle, by) == NULL && strstr (bundle, first_seen) == NULL && strstr (bundle, later_seen) == NULL)
        g_error ("Nothing names author %u:\n%s", i, bundle);
    }
}

char *
world_export (EarStore *store)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "out.xml", NULL);
  g_autoptr (GError) error = NULL;
  char *bundle = NULL;

  ear_bundle_export (store, path, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &bundle, NULL, &error);
  g_assert_no_error (error);
  check_digest (store, bundle);
  check_authors (bundle);
  return bundle;
}

gboolean
world_merge_bytes (EarStore *store, const char *bytes, gssize size, EarMergeResult *result, GError **error)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "in.xml", NULL);
  g_autoptr (GError) local = NULL;

  g_file_set_contents (path, bytes, size, &local);
  g_assert_no_error (local);
  return ear_bundle_merge (store, path, result, NULL, NULL, NULL, error);
}

void
world_must_merge (EarStore *store, const char *bundle, EarMergeResult *result)
{
  g_auto (EarMergeResult) own = { 0 };
  g_autoptr (GError) error = NULL;

  world_merge_bytes (store, bundle, -1, result != NULL ? result : &own, &error);
  g_assert_no_error (error);
}

void
world_merge (EarStore *into, EarStore *from, EarMergeResult *result)
{
  g_autofree char *bundle = world_export (from);

  world_must_merge (into, bundle, result);
}

/* @line 0: any; @says NULL: anything. The workbook must be as before, and say so. */
void
world_must_refuse (EarStore *store, const char *bundle, gssize size, EarExchangeError code, int line, const char *says)
{
  g_autofree char *before = world_digest (store);
  g_autofree char *after = NULL;
  g_autofree char *place = g_strdup_printf ("“in.xml”, line %d: ", line);
  g_auto (EarMergeResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  if (world_merge_bytes (store, bundle, size, &result, &error))
    g_error ("This was not refused:\n%.2000s", bundle);
  g_test_message ("%s", error->message);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
  g_assert_error (error, EAR_EXCHANGE_ERROR, (int) code);
  g_assert_true (g_str_has_suffix (error->message, "Nothing was changed."));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  if (line > 0 && !g_str_has_prefix (error->message, place))
    g_error ("Not on line %d: %s", line, error->message);
  if (says != NULL && strstr (error->message, says) == NULL)
    g_error ("Does not say “%s”: %s", says, error->message);
  after = world_digest (store);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpuint (ear_merge_result_total (&result, EAR_OUTCOME_ADDED), ==, 0);
}

void
world_assert_same (EarStore *a, EarStore *b)
{
  g_autofree char *one = world_digest (a);
  g_autofree char *other = world_digest (b);

  if (!g_str_equal (one, other))
    {
      g_autofree char *first = world_export (a);
      g_autofree char *second = world_export (b);

      g_error ("Not the same:\n%s\n%s", first, second);
    }
}

void
world_set (EarStore *store, EarKind kind, const EarId *id, guint field, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarRecord) record = ear_store_get (store, kind, id, &error);

  g_assert_no_error (error);
  g_assert_nonnull (record);
  ear_record_set (record, field, value);
  ear_store_put (store, record, &error);
  g_assert_no_error (error);
}

char *
world_get (EarStore *store, EarKind kind, const EarId *id, guint field)
{
  g_autoptr (EarRecord) record = ear_store_get (store, kind, id, NULL);

  return record == NULL ? NULL : g_strdup (ear_record_get (record, field));
}

guint
world_n_rivals (EarStore *store, EarKind kind, const EarId *id, guint field)
{
  g_autoptr (EarRecord) record = ear_store_get (store, kind, id, NULL);

  g_assert_nonnull (record);
  return record->fields[field].rivals == NULL ? 0 : record->fields[field].rivals->len;
}

guint
world_count (EarStore *store, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStatement) query = ear_store_query (store, sql, &error);

  g_assert_no_error (error);
  g_assert_cmpint (ear_statement_step (query, &error), ==, EAR_STEP_ROW);
  return (guint) ear_statement_get_integer (query, 0);
}

EarId
world_id (const char *text)
{
  EarId id;

  g_assert_true (ear_id_parse (text, &id));
  return id;
}

EarId
world_put (EarStore *store, EarRecord *record)
{
  g_autoptr (GError) error = NULL;

  ear_store_put (store, record, &error);
  g_assert_no_error (error);
  return record->id;
}

EarId
world_link (EarStore *store, EarKind kind, guint one_field, const EarId *one, guint other_field, const EarId *other)
{
  g_autoptr (EarRecord) link = ear_record_new (kind);

  ear_record_set_id (link, one_field, one);
  ear_record_set_id (link, other_field, other);
  return world_put (store, link);
}
