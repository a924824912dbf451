/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-look-sql.h"

#include "ear-terms.h"

static const EarLookReason reasons[] = { EAR_LOOK_RIVALS, EAR_LOOK_DELETED, EAR_LOOK_CIRCLE };

static void
value_free (gpointer data)
{
  EarLookValue *value = data;

  g_free (value->value);
  g_free (value->text);
  g_free (value->device);
  g_free (value->organisation);
  g_free (value);
}

void
ear_look_item_free (EarLookItem *item)
{
  if (item == NULL)
    return;
  g_clear_pointer (&item->values, g_ptr_array_unref);
  g_free (item->before);
  g_free (item->label);
  g_free (item->speaker);
  g_free (item->session);
  g_free (item->happened);
  g_free (item->language);
  g_free (item);
}

static void
add_stamp (GChecksum *sum, const EarVersion *version)
{
  guint64 clock = GUINT64_TO_BE (version->stamp.clock);

  g_checksum_update (sum, (const guchar *) &clock, sizeof clock);
  g_checksum_update (sum, version->stamp.device.bytes, EAR_ID_BYTES);
}

/**
 * ear_look_make_handle:
 *
 * Names the question what @field of @record is to be, as long as its versions are these. It is the same in every workbook
 * that has the same records.
 */
void
ear_look_make_handle (EarLookReason reason, const EarRecord *record, guint field, char handle[EAR_LOOK_HANDLE_SIZE])
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  const EarField *state = &record->fields[field];
  guchar head = (guchar) reason;

  g_checksum_update (sum, &head, 1);
  g_checksum_update (sum, record->id.bytes, EAR_ID_BYTES);
  g_checksum_update (sum, (const guchar *) ear_field_info (record->kind, field)->name, -1);
  add_stamp (sum, &state->shown);
  for (guint i = 0; state->rivals != NULL && i < state->rivals->len; i++)
    add_stamp (sum, state->rivals->pdata[i]);
  g_strlcpy (handle, g_checksum_get_string (sum), EAR_LOOK_HANDLE_SIZE);
}

static char *
name_of (EarStore *store, const EarRecord *record, guint field)
{
  EarId id;

  return record != NULL && ear_record_get_id (record, field, &id)
           ? ear_look_record_label (store, ear_field_info (record->kind, field)->target, &id)
           : NULL;
}

static char *
readable (EarStore *store, const EarFieldInfo *info, const char *value)
{
  EarId id;

  if (value == NULL)
    return NULL;
  if (info->type == EAR_TYPE_REFERENCE && ear_id_parse (value, &id))
    return ear_look_record_label (store, info->target, &id);
  if (info->type == EAR_TYPE_TERM)
    return g_strdup (ear_term_label (info->terms, value));
  return g_strdup (value);
}

static void
add_value (EarStore *store, EarLookItem *item, const EarVersion *version, char *text)
{
  EarLookValue *value = g_new0 (EarLookValue, 1);
  g_autoptr (EarRecord) device = ear_store_get (store, EAR_KIND_DEVICE, &version->stamp.device, NULL);
  EarId own;

  value->value = g_strdup (version->value);
  value->text = text;
  value->stamp = version->stamp;
  value->is_self = ear_store_get_device (store, &own, NULL) && ear_id_equal (&own, &version->stamp.device);
  if (device != NULL)
    {
      value->device = g_strdup (ear_record_get (device, EAR_DEVICE_NAME));
      value->organisation = name_of (store, device, EAR_DEVICE_ORGANISATION);
    }
  g_ptr_array_add (item->values, value);
}

/* Rivals that say the same, or what shows, are no question. */
static gboolean
is_said (const EarLookItem *item, const char *value)
{
  for (guint i = 0; i < item->values->len; i++)
    {
      if (g_strcmp0 (((EarLookValue *) item->values->pdata[i])->value, value) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
add_rivals (EarStore *store, EarLookItem *item, const EarRecord *record)
{
  const EarField *field = &record->fields[item->field];
  const EarFieldInfo *info = ear_field_info (item->kind, item->field);

  add_value (store, item, &field->shown, readable (store, info, field->shown.value));
  for (guint i = 0; field->rivals != NULL && i < field->rivals->len; i++)
    {
      const EarVersion *rival = field->rivals->pdata[i];

      if (!is_said (item, rival->value))
        add_value (store, item, rival, readable (store, info, rival->value));
    }
}

/* That it is deleted shows; against it stands the latest that was written in it since. */
static void
add_deletion (EarStore *store, EarLookItem *item, const EarRecord *record)
{
  const EarVersion *deleted = &record->fields[EAR_FIELD_DELETED].shown;
  const EarVersion *latest = NULL;
  EarVersion here = { 0 };
  guint field = 0;

  for (guint i = 1; i < ear_kind_info (record->kind)->n_fields; i++)
    {
      const EarVersion *version = &record->fields[i].shown;

      if (ear_id_equal (&version->stamp.device, &deleted->stamp.device)
          || (latest != NULL && ear_stamp_compare (&version->stamp, &latest->stamp) < 0))
        continue;
      latest = version;
      field = i;
    }
  add_value (store, item, deleted, NULL);
  here.stamp = latest == NULL ? (EarStamp) { 0 } : latest->stamp;
  add_value (store, item, &here, readable (store, ear_field_info (record->kind, field), latest == NULL ? NULL : latest->value));
}

static void
add_circle (EarStore *store, EarLookItem *item, const EarRecord *record)
{
  const EarVersion *moved = &record->fields[item->field].shown;
  EarVersion top = { 0 };

  add_value (store, item, &top, NULL);
  add_value (store, item, moved, readable (store, ear_field_info (item->kind, item->field), moved->value));
}

static gboolean
all_had_seen (const EarField *field, const EarVersion *earlier)
{
  if (!ear_version_had_seen (&field->shown, earlier))
    return FALSE;
  for (guint i = 0; field->rivals != NULL && i < field->rivals->len; i++)
    {
      if (!ear_version_had_seen (field->rivals->pdata[i], earlier))
        return FALSE;
    }
  return TRUE;
}

/* The latest that once showed here and that every author had seen. */
static gboolean
add_before (EarStore *store, EarLookItem *item, const EarRecord *record, GError **error)
{
  const EarFieldInfo *info = ear_field_info (item->kind, item->field);
  g_autoptr (GPtrArray) history = NULL;

  if (item->reason != EAR_LOOK_RIVALS || item->field == EAR_FIELD_DELETED)
    return TRUE;
  history = ear_store_history (store, item->kind, &item->id, item->field, error);
  for (guint i = 0; history != NULL && i < history->len && !item->has_before; i++)
    {
      const EarVersion *version = history->pdata[i];

      if (!all_had_seen (&record->fields[item->field], version))
        continue;
      item->has_before = TRUE;
      item->before = readable (store, info, version->value);
    }
  return history != NULL;
}

/* From a coding to its voice, from a link to its session: what says where the thing is. */
static EarRecord *
follow (EarStore *store, const EarRecord *record, const char *name)
{
  guint field;
  EarId id;

  return record != NULL && ear_field_from_name (record->kind, name, &field) && ear_record_get_id (record, field, &id)
           ? ear_store_get (store, ear_field_info (record->kind, field)->target, &id, NULL)
           : NULL;
}

static void
add_place_of (EarStore *store, EarLookItem *item, const EarRecord *record)
{
  g_autoptr (EarRecord) voice = record->kind == EAR_KIND_CONTRIBUTION ? ear_record_copy (record) : follow (store, record, "contribution");
  g_autoptr (EarRecord) speaker = follow (store, voice != NULL ? voice : record, "participant");
  g_autoptr (EarRecord) session = follow (store, voice != NULL ? voice : speaker != NULL ? speaker : record, "session");
  const EarFieldInfo *info = ear_field_info (item->kind, item->field);

  item->label = ear_look_record_label (store, record->kind, &record->id);
  if (speaker != NULL)
    item->speaker = g_strdup (ear_record_get (speaker, EAR_PARTICIPANT_LABEL));
  if (session != NULL)
    {
      item->session = g_strdup (ear_record_get (session, EAR_SESSION_TITLE));
      item->happened = g_strdup (ear_record_get (session, EAR_SESSION_STARTED));
    }
  else if (record->kind == EAR_KIND_SESSION)
    {
      item->happened = g_strdup (ear_record_get (record, EAR_SESSION_STARTED));
    }
  if (voice != NULL && (info->flags & EAR_FIELD_WORDS))
    item->language = g_strdup (ear_record_get (voice, g_str_equal (info->name, "original") ? EAR_CONTRIBUTION_ORIGINAL_LANGUAGE
                                                                                           : EAR_CONTRIBUTION_LANGUAGE));
}

static EarLookItem *
read_item (EarStore *store, EarKind kind, EarLookReason reason, const EarId *id, guint field, GError **error)
{
  g_autoptr (EarLookItem) item = g_new0 (EarLookItem, 1);
  g_autoptr (EarRecord) record = ear_store_get (store, kind, id, error);

  if (record == NULL)
    return NULL;
  item->reason = reason;
  item->kind = kind;
  item->id = *id;
  item->field = field;
  item->values = g_ptr_array_new_with_free_func (value_free);
  ear_look_make_handle (reason, record, field, item->handle);
  if (reason == EAR_LOOK_RIVALS)
    add_rivals (store, item, record);
  else if (reason == EAR_LOOK_DELETED)
    add_deletion (store, item, record);
  else
    add_circle (store, item, record);
  add_place_of (store, item, record);
  return ear_look_weigh_permission (store, item, record, error) && add_before (store, item, record, error) ? g_steal_pointer (&item) : NULL;
}

static gint64
count_of (EarStore *store, const char *found, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM (%s)", found);
  g_autoptr (EarStatement) count = ear_store_query (store, sql, error);

  return count != NULL && ear_statement_step (count, error) == EAR_STEP_ROW ? ear_statement_get_integer (count, 0) : -1;
}

static gboolean
read_items (EarStore *store, EarKind kind, EarLookReason reason, const char *found, gint64 offset, gint64 limit, GPtrArray *items,
            GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id, field FROM (%s) ORDER BY id, field LIMIT ?1 OFFSET ?2", found);
  g_autoptr (EarStatement) each = ear_store_query (store, sql, error);
  EarStep step = EAR_STEP_FAILED;

  if (each == NULL)
    return FALSE;
  ear_statement_bind_integer (each, 1, limit);
  ear_statement_bind_integer (each, 2, offset);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarLookItem *item;
      guint field;
      EarId id;

      if (!ear_statement_get_id (each, 0, &id) || !ear_field_from_name (kind, ear_statement_get_text (each, 1), &field))
        continue;
      item = read_item (store, kind, reason, &id, field, error);
      if (item == NULL)
        return FALSE;
      g_ptr_array_add (items, item);
    }
  return step == EAR_STEP_DONE;
}

/* The tables with a rival in them: mostly none, and then nothing else is asked. */
static GHashTable *
find_disputed (EarStore *store, GError **error)
{
  g_autoptr (GHashTable) tables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (EarStatement) each
    = ear_store_query (store, "SELECT DISTINCT record_table FROM field_versions WHERE shown = 0", error);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    g_hash_table_add (tables, g_strdup (ear_statement_get_text (each, 0)));
  return step == EAR_STEP_DONE ? g_steal_pointer (&tables) : NULL;
}

static char *
find_sql (GHashTable *disputed, EarKind kind, EarLookReason reason)
{
  if (reason == EAR_LOOK_RIVALS && !g_hash_table_contains (disputed, ear_kind_info (kind)->table))
    return NULL;
  return ear_look_sql (kind, reason);
}

/**
 * ear_look_count:
 *
 * Returns: how many things need a look, -1 with @error set. It takes as long as there are of them, and of what was deleted:
 *   see the partial indexes of schema/001.sql.
 */
gint64
ear_look_count (EarStore *store, GError **error)
{
  g_autoptr (GHashTable) disputed = find_disputed (store, error);
  gint64 total = 0;

  for (guint i = 0; disputed != NULL && i < EAR_LOOK_N_KINDS * G_N_ELEMENTS (reasons); i++)
    {
      g_autofree char *sql = find_sql (disputed, ear_look_order[i / G_N_ELEMENTS (reasons)], reasons[i % G_N_ELEMENTS (reasons)]);
      gint64 n = sql == NULL ? 0 : count_of (store, sql, error);

      if (n < 0)
        return -1;
      total += n;
    }
  return disputed == NULL ? -1 : total;
}

/**
 * ear_look_list:
 * @offset: so many are left out first
 * @limit: at most so many; 0 for all
 *
 * An erased record has nothing to look at: its rivals went with its words.
 *
 * Returns: (transfer full) (element-type EarLookItem) (nullable): what needs a look.
 */
GPtrArray *
ear_look_list (EarStore *store, guint offset, guint limit, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_look_item_free);
  g_autoptr (GHashTable) disputed = find_disputed (store, error);
  gint64 skip = offset;

  for (guint i = 0; disputed != NULL && i < EAR_LOOK_N_KINDS * G_N_ELEMENTS (reasons); i++)
    {
      EarKind kind = ear_look_order[i / G_N_ELEMENTS (reasons)];
      EarLookReason reason = reasons[i % G_N_ELEMENTS (reasons)];
      g_autofree char *sql = find_sql (disputed, kind, reason);
      gint64 n = sql == NULL || skip == 0 ? 0 : count_of (store, sql, error);

      if (n < 0)
        return NULL;
      if (sql == NULL || n < skip || (n == skip && skip > 0))
        {
          skip -= n;
          continue;
        }
      if (!read_items (store, kind, reason, sql, skip, limit == 0 ? -1 : (gint64) (limit - items->len), items, error))
        return NULL;
      skip = 0;
      if (limit != 0 && items->len >= limit)
        break;
    }
  return disputed == NULL ? NULL : g_steal_pointer (&items);
}
