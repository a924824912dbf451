/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record as rows. Most records are plain: every value was given at once, by one device, and that moment stands
 * in the row itself. field_versions holds only what the row cannot say. */
#include "ear-store-private.h"

#include <string.h>

#define SEEN_ENTRY_BYTES (8 + EAR_ID_BYTES)
#define FIRST_FIELD_COLUMN 5 /* after id, state, stamp, device, mixed */

const EarId *
ear_rows_device (EarStore *store, gint64 n, GError **error)
{
  EarId *id = g_hash_table_lookup (store->devices, &n);
  g_autoptr (EarStatement) find = NULL;
  EarId found;

  if (id != NULL)
    return id;
  find = ear_connection_prepare (store->connection, "SELECT id FROM devices WHERE n = ?", error);
  if (find == NULL)
    return NULL;
  ear_statement_bind_integer (find, 1, n);
  if (ear_statement_step (find, error) != EAR_STEP_ROW || !ear_statement_get_id (find, 0, &found))
    {
      ear_connection_take_damage (store->connection, error);
      return NULL;
    }
  id = g_memdup2 (&found, sizeof found);
  g_hash_table_insert (store->devices, g_memdup2 (&n, sizeof n), id);
  return id;
}

static gint64
cached_row (EarStore *store, EarReferenceCache *cache, EarKind kind, const EarId *id, GError **error)
{
  if (cache->n == 0 || !ear_id_equal (&cache->id, id))
    {
      gint64 n = ear_rows_mention (store, kind, id, error);

      if (n < 0)
        return -1;
      cache->id = *id;
      cache->n = n;
    }
  return cache->n;
}

static gint64
device_row (EarStore *store, const EarId *device, GError **error)
{
  return cached_row (store, &store->last_device, EAR_KIND_DEVICE, device, error);
}

static gint64
reference_row (EarStore *store, EarKind target, const char *value, GError **error)
{
  EarId id;

  if (!ear_id_parse (value, &id))
    g_return_val_if_reached (-1);
  return cached_row (store, &store->references[target], target, &id, error);
}

/* The id, as text, of the row that a reference holds. */
static char *
reference_text (EarStore *store, EarKind target, gint64 n, GError **error)
{
  EarReferenceCache *cache = &store->references[target];

  if (cache->n != n)
    {
      g_autoptr (EarStatement) find
    = ear_connection_prepare_lasting (store->connection, ear_kind_sql (target)->identify, error);

      if (find == NULL)
        return NULL;
      ear_statement_bind_integer (find, 1, n);
      if (ear_statement_step (find, error) != EAR_STEP_ROW || !ear_statement_get_id (find, 0, &cache->id))
        {
          cache->n = 0;
          ear_connection_take_damage (store->connection, error);
          return NULL;
        }
      cache->n = n;
    }
  return ear_id_to_string (&cache->id);
}

static gboolean
bind_value (EarStore *store, EarStatement *statement, int parameter, const EarFieldInfo *info, const char *value,
            GError **error)
{
  gint64 n;

  if (value == NULL)
    {
      ear_statement_bind_null (statement, parameter);
      return TRUE;
    }
  switch (info->type)
    {
    case EAR_TYPE_INTEGER:
      ear_statement_bind_integer (statement, parameter, g_ascii_strtoll (value, NULL, 10));
      return TRUE;
    case EAR_TYPE_BOOLEAN:
      ear_statement_bind_integer (statement, parameter, 1);
      return TRUE;
    case EAR_TYPE_REFERENCE:
      n = reference_row (store, info->target, value, error);
      ear_statement_bind_integer (statement, parameter, n);
      return n > 0;
    case EAR_TYPE_LINE:
    case EAR_TYPE_PROSE:
    case EAR_TYPE_DAY:
    case EAR_TYPE_MOMENT:
    case EAR_TYPE_LANGUAGE:
    case EAR_TYPE_TERM:
    default:
      ear_statement_bind_text (statement, parameter, value);
      return TRUE;
    }
}

static gboolean
differs_from_row (const EarRecord *record, const EarField *field)
{
  const EarVersion *presence = &record->fields[EAR_FIELD_DELETED].shown;

  if (field->shown.stamp.clock == 0)
    return FALSE;
  return field->rivals != NULL || field->shown.seen.n > 0 || !ear_stamp_equal (&field->shown.stamp, &presence->stamp);
}

/* A version that the row of the record does not already say. */
static gboolean
needs_version_row (const EarRecord *record, guint number)
{
  const EarField *field = &record->fields[number];

  if (differs_from_row (record, field))
    return TRUE;
  /* Cleared at the very moment of the record's own stamp: a NULL column alone would mean never set. */
  return number != EAR_FIELD_DELETED && field->shown.stamp.clock != 0 && field->shown.value == NULL;
}

/* Whether the record's own row says everything. */
gboolean
ear_rows_is_plain (const EarRecord *record)
{
  guint n_fields = ear_kind_info (record->kind)->n_fields;

  if (record->once != NULL)
    return FALSE;
  for (guint i = 0; i < n_fields; i++)
    {
      if (needs_version_row (record, i))
        return FALSE;
    }
  return TRUE;
}

static GBytes *
pack_seen (const EarSeen *seen)
{
  g_autoptr (GByteArray) bytes = g_byte_array_sized_new (seen->n * SEEN_ENTRY_BYTES);

  for (guint i = 0; i < seen->n; i++)
    {
      guint64 clock = GUINT64_TO_BE (seen->stamps[i].clock);

      g_byte_array_append (bytes, (const guint8 *) &clock, sizeof clock);
      g_byte_array_append (bytes, seen->stamps[i].device.bytes, EAR_ID_BYTES);
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static void
unpack_seen (EarStatement *statement, int column, EarSeen *seen)
{
  gsize size;
  const guint8 *bytes = ear_statement_get_blob (statement, column, &size);
  guint n = (guint) (size / SEEN_ENTRY_BYTES);
  g_autofree EarStamp *stamps = g_new (EarStamp, n);

  for (guint i = 0; i < n; i++, bytes += SEEN_ENTRY_BYTES)
    {
      guint64 clock;

      memcpy (&clock, bytes, sizeof clock);
      stamps[i].clock = GUINT64_FROM_BE (clock);
      memcpy (stamps[i].device.bytes, bytes + sizeof clock, EAR_ID_BYTES);
    }
  ear_seen_set (seen, stamps, n);
}

static gboolean
save_version (EarStore *store, gint64 n, const EarKindInfo *kind, guint field, const EarVersion *version, gboolean shown,
              GError **error)
{
  g_autoptr (EarStatement) insert
    = ear_connection_prepare (store->connection,
                              "INSERT INTO field_versions (record_table, n, field, stamp, device, shown, seen, value) "
                              "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                              error);
  gint64 device = insert == NULL ? -1 : device_row (store, &version->stamp.device, error);

  if (device < 0)
    return FALSE;
  ear_statement_bind_text (insert, 1, kind->table);
  ear_statement_bind_integer (insert, 2, n);
  ear_statement_bind_text (insert, 3, kind->fields[field].name);
  ear_statement_bind_integer (insert, 4, (gint64) version->stamp.clock);
  ear_statement_bind_integer (insert, 5, device);
  ear_statement_bind_integer (insert, 6, shown);
  if (version->seen.n > 0)
    {
      g_autoptr (GBytes) seen = pack_seen (&version->seen);
      gsize size;
      gconstpointer data = g_bytes_get_data (seen, &size);

      ear_statement_bind_blob (insert, 7, data, size);
    }
  else
    ear_statement_bind_null (insert, 7);
  ear_statement_bind_text (insert, 8, shown ? NULL : version->value);
  return ear_statement_run (insert, error);
}

static gboolean
save_versions (EarStore *store, gint64 n, const EarRecord *record, GError **error)
{
  const EarKindInfo *kind = ear_kind_info (record->kind);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const EarField *field = &record->fields[i];

      if (!needs_version_row (record, i))
        continue;
      if (!save_version (store, n, kind, i, &field->shown, TRUE, error))
        return FALSE;
      for (guint j = 0; field->rivals != NULL && j < field->rivals->len; j++)
        {
          if (!save_version (store, n, kind, i, field->rivals->pdata[j], FALSE, error))
            return FALSE;
        }
    }
  return ear_owners_save (store, n, record, error);
}

static gboolean
bind_row (EarStore *store, EarStatement *statement, int from, const EarRecord *record, GError **error)
{
  const EarKindInfo *kind = ear_kind_info (record->kind);
  const EarVersion *presence = &record->fields[EAR_FIELD_DELETED].shown;
  int state = record->erased ? EAR_STATE_ERASED : presence->value != NULL ? EAR_STATE_DELETED : EAR_STATE_HERE;

  ear_statement_bind_integer (statement, from, state);
  ear_statement_bind_integer (statement, from + 1, (gint64) presence->stamp.clock);
  if (record->erased)
    ear_statement_bind_null (statement, from + 2);
  else
    {
      gint64 device = device_row (store, &presence->stamp.device, error);

      if (device < 0)
        return FALSE;
      ear_statement_bind_integer (statement, from + 2, device);
    }
  ear_statement_bind_integer (statement, from + 3, !ear_rows_is_plain (record));
  ear_statement_bind_integer (statement, from + 4, ear_store_note_change (store));
  for (guint i = 1; i < kind->n_fields; i++)
    {
      if (!bind_value (store, statement, from + 4 + (int) i, &kind->fields[i], ear_record_get (record, i), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
drop_from (EarStore *store, const char *sql, gint64 n, EarKind kind, GError **error)
{
  g_autoptr (EarStatement) drop = ear_connection_prepare (store->connection, sql, error);

  if (drop == NULL)
    return FALSE;
  ear_statement_bind_text (drop, 1, ear_kind_info (kind)->table);
  ear_statement_bind_integer (drop, 2, n);
  return ear_statement_run (drop, error);
}

/* Makes row @n say what @record says. */
gboolean
ear_rows_save (EarStore *store, gint64 n, const EarRecord *record, GError **error)
{
  const EarKindInfo *kind = ear_kind_info (record->kind);
  g_autoptr (EarStatement) update
    = ear_connection_prepare_lasting (store->connection, ear_kind_sql (record->kind)->update, error);

  if (update == NULL || !bind_row (store, update, 1, record, error))
    return FALSE;
  ear_statement_bind_integer (update, 5 + (int) kind->n_fields, n);
  return ear_statement_run (update, error)
         && drop_from (store, "DELETE FROM field_versions WHERE record_table = ? AND n = ?", n, record->kind, error)
         && (ear_kind_owner_field (record->kind) < 0
             || drop_from (store, "DELETE FROM owners_beside WHERE record_table = ? AND n = ?", n, record->kind, error))
         && (record->erased || save_versions (store, n, record, error));
}

/* Inserts a record that is not here. */
gboolean
ear_rows_insert (EarStore *store, const EarRecord *record, GError **error)
{
  g_autoptr (EarStatement) insert
    = ear_connection_prepare_lasting (store->connection, ear_kind_sql (record->kind)->insert, error);
  gboolean walking = ear_walk_is_current (store, record->kind);
  gint64 n;

  store->changes[record->kind]++;
  if (insert == NULL)
    return FALSE;
  ear_statement_bind_id (insert, 1, &record->id);
  if (!bind_row (store, insert, 2, record, error) || !ear_statement_run (insert, error))
    return FALSE;
  if (ear_connection_changes (store->connection) > 0)
    {
      n = ear_connection_last_row (store->connection);
      ear_rows_note_insert (store, record->kind, &record->id, walking);
      return record->erased || save_versions (store, n, record, error);
    }
  /* A record that refers to itself was mentioned while its values were bound. */
  n = ear_rows_find (store, record->kind, &record->id, NULL, error);
  return n > 0 && ear_rows_save (store, n, record, error);
}

static char *
column_value (EarStore *store, EarStatement *row, int column, const EarFieldInfo *info, GError **error)
{
  if (ear_statement_is_null (row, column))
    return NULL;
  if (info->type == EAR_TYPE_BOOLEAN)
    return g_strdup ("true");
  /* Asked for as text, SQLite would make one, and give none when there is no memory for it. */
  if (info->type == EAR_TYPE_INTEGER)
    return g_strdup_printf ("%" G_GINT64_FORMAT, ear_statement_get_integer (row, column));
  if (info->type == EAR_TYPE_REFERENCE)
    return reference_text (store, info->target, ear_statement_get_integer (row, column), error);
  return g_strdup (ear_statement_get_text (row, column));
}

static gboolean
load_versions (EarStore *store, gint64 n, EarRecord *record, GError **error)
{
  const EarKindInfo *kind = ear_kind_info (record->kind);
  g_autoptr (EarStatement) each
    = ear_connection_prepare (store->connection,
                              "SELECT v.field, v.stamp, d.id, v.shown, v.seen, v.value FROM field_versions v "
                              "JOIN devices d ON d.n = v.device WHERE v.record_table = ? AND v.n = ? "
                              "ORDER BY v.field, v.stamp DESC, d.id DESC",
                              error);
  EarStep step;

  if (each == NULL)
    return FALSE;
  ear_statement_bind_text (each, 1, kind->table);
  ear_statement_bind_integer (each, 2, n);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarVersion version = { 0 };
      EarField *field;
      guint number;

      if (!ear_field_from_name (record->kind, ear_statement_get_text (each, 0), &number))
        continue;
      field = &record->fields[number];
      version.stamp.clock = (EarClock) ear_statement_get_integer (each, 1);
      ear_statement_get_id (each, 2, &version.stamp.device);
      unpack_seen (each, 4, &version.seen);
      if (ear_statement_get_integer (each, 3))
        {
          version.value = g_steal_pointer (&field->shown.value);
          field->shown = version;
          continue;
        }
      version.value = g_strdup (ear_statement_get_text (each, 5));
      if (field->rivals == NULL)
        field->rivals = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_version_free);
      g_ptr_array_add (field->rivals, g_memdup2 (&version, sizeof version));
    }
  return step == EAR_STEP_DONE;
}

static gboolean
take_row (EarStore *store, EarStatement *row, EarRecord *record, GError **error)
{
  const EarKindInfo *kind = ear_kind_info (record->kind);
  int state = (int) ear_statement_get_integer (row, 1);
  EarVersion *presence = &record->fields[EAR_FIELD_DELETED].shown;
  const EarId *device;

  record->erased = state == EAR_STATE_ERASED;
  if (state == EAR_STATE_ERASED || state == EAR_STATE_MENTIONED)
    return TRUE;
  device = ear_rows_device (store, ear_statement_get_integer (row, 3), error);
  if (device == NULL)
    return FALSE;
  presence->value = state == EAR_STATE_DELETED ? g_strdup ("true") : NULL;
  presence->stamp = (EarStamp) { (EarClock) ear_statement_get_integer (row, 2), *device };
  for (guint i = 1; i < kind->n_fields; i++)
    {
      EarVersion *shown = &record->fields[i].shown;

      if (ear_statement_is_null (row, FIRST_FIELD_COLUMN + (int) i - 1))
        continue;
      shown->value = column_value (store, row, FIRST_FIELD_COLUMN + (int) i - 1, &kind->fields[i], error);
      if (shown->value == NULL)
        return FALSE;
      shown->stamp = presence->stamp;
    }
  return TRUE;
}

/* Reads row @n into @record, which has its kind and nothing else. */
gboolean
ear_rows_load (EarStore *store, gint64 n, EarRecord *record, GError **error)
{
  g_autoptr (EarStatement) load
    = ear_connection_prepare_lasting (store->connection, ear_kind_sql (record->kind)->load, error);
  EarStep step;
  EarId id;

  if (load == NULL)
    return FALSE;
  ear_statement_bind_integer (load, 1, n);
  step = ear_statement_step (load, error);
  if (step != EAR_STEP_ROW || !ear_statement_get_id (load, 0, &id))
    {
      if (step != EAR_STEP_FAILED)
        ear_connection_take_damage (store->connection, error);
      return FALSE;
    }
  ear_record_reset (record, record->kind, &id);
  return take_row (store, load, record, error)
         && (!ear_statement_get_integer (load, 4)
             || (load_versions (store, n, record, error) && ear_owners_load (store, n, record, error)));
}

/* Keeps a value that no longer shows. */
gboolean
ear_rows_keep (EarStore *store, gint64 n, EarKind kind, const EarReplaced *replaced, GError **error)
{
  const EarKindInfo *info = ear_kind_info (kind);
  g_autoptr (EarStatement) insert
    = ear_connection_prepare (store->connection,
                              "INSERT INTO history (record_table, n, field, stamp, device, value, merge) VALUES (?, ?, ?, ?, ?, ?, ?) "
                              "ON CONFLICT DO NOTHING",
                              error);
  gint64 device = insert == NULL ? -1 : device_row (store, &replaced->version->stamp.device, error);

  if (device < 0)
    return FALSE;
  ear_statement_bind_text (insert, 1, info->table);
  ear_statement_bind_integer (insert, 2, n);
  ear_statement_bind_text (insert, 3, info->fields[replaced->field].name);
  ear_statement_bind_integer (insert, 4, (gint64) replaced->version->stamp.clock);
  ear_statement_bind_integer (insert, 5, device);
  ear_statement_bind_text (insert, 6, replaced->version->value);
  if (store->merge != 0)
    ear_statement_bind_integer (insert, 7, store->merge);
  else
    ear_statement_bind_null (insert, 7);
  return ear_statement_run (insert, error);
}

/* Wipes what is known of a record beside its row, except that it waits in quarantine. */
gboolean
ear_rows_forget (EarStore *store, gint64 n, EarKind kind, GError **error)
{
  return drop_from (store, "DELETE FROM history WHERE record_table = ? AND n = ?", n, kind, error)
         && drop_from (store, "DELETE FROM field_versions WHERE record_table = ? AND n = ?", n, kind, error)
         && ear_merge_log_forget (store, n, kind, error);
}
