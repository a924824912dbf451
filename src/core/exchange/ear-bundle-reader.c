/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bundle, joined record by record as it is read. One record is kept at a time; everything is one transaction. */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "ear-bundle-attributes.h"
#include "ear-bundle-grammar.h"
#include "ear-bundle-head.h"
#include "ear-bundle.h"
#include "ear-outside.h"
#include "ear-store-sent.h"

typedef struct
{
  EarStore *store;
  const EarBundleHook *hook; /* (nullable) */
  EarMergeResult *result;
  GArray *authors; /* EarId, in the order of their numbers */
  EarBundleHead head;
  gboolean in_records;
  EarKind kind;    /* of the last record */
  EarRecord *record;
  gboolean is_open;    /* inside a record that has fields */
  guint field;         /* the last one */
  gboolean field_is_new;
  EarVersion version;  /* of the field that is being read */
} BundleReader;

static void
bundle_reader_clear (BundleReader *self)
{
  g_clear_pointer (&self->authors, g_array_unref);
  g_clear_pointer (&self->record, ear_record_free);
  ear_version_clear (&self->version);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BundleReader, bundle_reader_clear)

static EarXmlContent
start_bundle (BundleReader *self, EarXmlInput *input, const char *name)
{
  if (strcmp (name, "bundle") != 0)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_NOT_A_BUNDLE, _ ("The first element is “%.80s”; expected “bundle”."),
                        name);
  else
    ear_bundle_take_head (input, &self->head, self->result);
  return EAR_XML_ELEMENTS;
}

static EarXmlContent
start_author (BundleReader *self, EarXmlInput *input)
{
  const char *text = ear_bundle_take_attribute (input, "author", "n");
  guint number;
  EarId id;

  if (text == NULL || !ear_bundle_take_id (input, "author", &id))
    return EAR_XML_REFUSED;
  if (self->authors->len == EAR_BUNDLE_MAX_AUTHORS)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_LIMIT, _ ("There are more than %d authors."), EAR_BUNDLE_MAX_AUTHORS);
  else if (!ear_bundle_parse_number (text, &number) || number != self->authors->len + 1)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("“%.20s” is not the next author's number; expected %u."),
                        text,
                        self->authors->len + 1);
  else if (number > 1 && ear_id_compare (&g_array_index (self->authors, EarId, number - 2), &id) >= 0)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("The authors are not in the order of their ids, each "
                                                              "once."));
  g_array_append_val (self->authors, id);
  return EAR_XML_EMPTY;
}

static void
end_authors (BundleReader *self, EarXmlInput *input)
{
  GError *error = NULL;

  ear_bundle_end_head (input, &self->head, self->authors, self->result);
  self->in_records = TRUE;
  if (self->hook != NULL && !ear_xml_input_has_failed (input)
      && !self->hook->sender (&self->result->from_device, self->hook->data, &error))
    ear_xml_input_fail_with (input, error);
}

/* Makes @self ready for the next record: kinds stand in their order, in each kind the ids, so none comes twice. */
static gboolean
begin_record (BundleReader *self, EarXmlInput *input, EarKind kind, const EarId *id)
{
  gboolean first = self->result->n_records == 0 || kind != self->kind;

  if (++self->result->n_records > EAR_BUNDLE_MAX_RECORDS)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_LIMIT, _ ("There are more than %d records."), EAR_BUNDLE_MAX_RECORDS);
  else if (!first && ear_id_compare (&self->record->id, id) >= 0)
    {
      char text[EAR_ID_TEXT_SIZE];

      ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR,
                          _ ("The id %s comes twice or out of order; records of a kind stand in the order of their "
                             "ids."),
                          ear_id_format (id, text));
    }
  ear_record_reset (self->record, kind, id);
  self->kind = kind;
  return !ear_xml_input_has_failed (input);
}

static gboolean
find_kind (BundleReader *self, EarXmlInput *input, const char *name, EarKind *kind)
{
  switch (ear_bundle_find_kind (name, self->kind, kind))
    {
    case EAR_ELEMENT_FOUND:
      return TRUE;
    case EAR_ELEMENT_TOO_LATE:
      ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("“%s” comes too late; it belongs before “%s”."), name,
                          ear_kind_info (self->kind)->name);
      return FALSE;
    case EAR_ELEMENT_UNKNOWN:
    case EAR_ELEMENT_LOCAL:
    default:
      ear_xml_input_fail_unknown (input, name, _ ("a kind of record, as data/schema/README.md lists them"));
      return FALSE;
    }
}

static void
join (BundleReader *self, EarXmlInput *input)
{
  EarOutcome outcome;
  gboolean conflict = FALSE;
  gboolean take = TRUE;
  GError *error = NULL;

  if (self->kind == EAR_KIND_DEVICE && self->head.from != 0 && ear_id_equal (&self->record->id, &self->result->from_device))
    self->result->from_name = ear_outside_text (ear_record_get (self->record, EAR_DEVICE_NAME));
  if (self->hook != NULL && !self->hook->record (self->record, &take, self->hook->data, &error))
    {
      ear_xml_input_fail_with (input, error);
      return;
    }
  if (!take)
    return;
  if (!ear_store_join (self->store, self->record, &outcome, &conflict, &error))
    {
      ear_xml_input_fail_with (input, error);
      return;
    }
  self->result->counts[self->kind][outcome]++;
  self->result->n_conflicts += conflict;
}

static EarXmlContent
start_erased (BundleReader *self, EarXmlInput *input)
{
  const char *name = ear_bundle_take_attribute (input, "erased", "kind");
  EarKind kind;
  EarId id;

  if (name == NULL || !find_kind (self, input, name, &kind) || !ear_bundle_take_id (input, "erased", &id)
      || !begin_record (self, input, kind, &id))
    return EAR_XML_REFUSED;
  self->record->erased = TRUE;
  join (self, input);
  return EAR_XML_EMPTY;
}

static EarXmlContent
start_record (BundleReader *self, EarXmlInput *input, const char *name)
{
  EarKind kind;
  EarId id;

  if (!find_kind (self, input, name, &kind) || !ear_bundle_take_id (input, name, &id)
      || !begin_record (self, input, kind, &id)
      || !ear_bundle_take_stamp (input, self->authors, name, NULL, &self->record->fields[EAR_FIELD_DELETED].shown)
      || !ear_bundle_take_once (input, self->record))
    return EAR_XML_REFUSED;
  self->is_open = TRUE;
  self->field = EAR_FIELD_DELETED;
  return EAR_XML_ELEMENTS;
}

static EarXmlContent
start_child (BundleReader *self, EarXmlInput *input, const char *name)
{
  if (!self->in_records && self->head.n_only == 0 && strcmp (name, "author") == 0)
    return start_author (self, input);
  if (!self->in_records && strcmp (name, "only") == 0)
    return ear_bundle_take_only (input, &self->head, self->result);
  if (!self->in_records)
    end_authors (self, input);
  if (ear_xml_input_has_failed (input))
    return EAR_XML_REFUSED;
  return strcmp (name, "erased") == 0 ? start_erased (self, input) : start_record (self, input, name);
}

static gboolean
find_field (BundleReader *self, EarXmlInput *input, const char *name, guint *field)
{
  g_autofree char *expected = NULL;
  int skipped;

  switch (ear_bundle_find_field (self->kind, name, self->field, field))
    {
    case EAR_ELEMENT_FOUND:
      skipped = ear_bundle_skipped_field (self->kind, self->field, *field);
      if (skipped < 0)
        return TRUE;
      expected = g_strdup_printf (_ ("“%s” first"), ear_field_info (self->kind, (guint) skipped)->name);
      break;
    case EAR_ELEMENT_LOCAL:
      ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR,
                          _ ("“%s” never leaves the laptop it was written on, so no bundle may hold it."), name);
      return FALSE;
    case EAR_ELEMENT_TOO_LATE:
      expected = g_strdup_printf (_ ("it before “%s”"), ear_field_info (self->kind, self->field)->name);
      break;
    case EAR_ELEMENT_UNKNOWN:
    default:
      expected = g_strdup_printf (_ ("a field of “%s”"), ear_kind_info (self->kind)->name);
    }
  ear_xml_input_fail_unknown (input, name, expected);
  return FALSE;
}

/* The record's own element speaks for the presence that shows, so “deleted” without a stamp only says which. */
static gboolean
begin_deleted (BundleReader *self, EarXmlInput *input, gboolean first)
{
  self->field_is_new = ear_xml_input_attribute (input, "at") == NULL && ear_xml_input_attribute (input, "by") == NULL;
  if (!self->field_is_new)
    return TRUE;
  if (!first || ear_xml_input_attribute (input, "seen") != NULL)
    {
      ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR,
                          _ ("“deleted” without “at” and “by” comes once, first, and without “seen”."));
      return FALSE;
    }
  return TRUE;
}

static EarXmlContent
start_field (BundleReader *self, EarXmlInput *input, const char *name)
{
  const EarVersion *presence = &self->record->fields[EAR_FIELD_DELETED].shown;
  guint field;

  if (!find_field (self, input, name, &field))
    return EAR_XML_REFUSED;
  self->field_is_new = field != self->field;
  if (field == EAR_FIELD_DELETED
      && !begin_deleted (self, input, presence->value == NULL && self->record->fields[field].rivals == NULL))
    return EAR_XML_REFUSED;
  self->field = field;
  ear_version_clear (&self->version);
  if (!ear_bundle_take_stamp (input, self->authors, name, &presence->stamp, &self->version))
    return EAR_XML_REFUSED;
  return EAR_XML_TEXT;
}

static gboolean
check_value (BundleReader *self, EarXmlInput *input, const char *value)
{
  g_autofree char *expected = NULL;
  const char *name = ear_field_info (self->kind, self->field)->name;

  /* “deleted” without a stamp of its own would say nothing if it were empty. */
  if (value == NULL && (self->field != EAR_FIELD_DELETED || !self->field_is_new))
    return TRUE;
  if (value != NULL && ear_value_validate (self->kind, self->field, value, NULL))
    return TRUE;
  expected = ear_bundle_describe_value (self->kind, self->field);
  ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("“%.60s” cannot be the “%s” of “%s”; expected %s."),
                      value == NULL ? "" : value, name, ear_kind_info (self->kind)->name, expected);
  return FALSE;
}

static void
add_rival (BundleReader *self, EarXmlInput *input)
{
  EarField *field = &self->record->fields[self->field];
  const EarVersion *last;

  if (field->rivals == NULL)
    field->rivals = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_version_free);
  last = field->rivals->len == 0 ? &field->shown : field->rivals->pdata[field->rivals->len - 1];
  if (ear_stamp_compare (&last->stamp, &self->version.stamp) <= 0)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("The values of “%s” are not in order; expected the "
                                                              "latest first."),
                        ear_field_info (self->kind, self->field)->name);
  else if (field->rivals->len == EAR_BUNDLE_MAX_RIVALS)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_LIMIT, _ ("There are more than %d rivals of one value."),
                        EAR_BUNDLE_MAX_RIVALS);
  g_ptr_array_add (field->rivals, g_memdup2 (&self->version, sizeof self->version));
  self->version = (EarVersion) { 0 };
}

static void
end_field (BundleReader *self, EarXmlInput *input, const char *text, gsize length)
{
  EarField *field = &self->record->fields[self->field];
  const char *value = *text == '\0' ? NULL : text;

  if (!check_value (self, input, value))
    return;
  self->version.value = value == NULL ? NULL : g_strndup (value, length);
  if (!self->field_is_new)
    {
      add_rival (self, input);
      return;
    }
  if (self->field == EAR_FIELD_DELETED)
    {
      field->shown.value = g_steal_pointer (&self->version.value);
      return;
    }
  field->shown = self->version;
  self->version = (EarVersion) { 0 };
}

static gboolean
check_rivals (BundleReader *self, EarXmlInput *input)
{
  for (guint i = 0; i <= self->field; i++)
    {
      const EarField *field = &self->record->fields[i];
      const EarVersion *seen = field->rivals == NULL ? NULL : ear_bundle_find_seen_rival (field);
      char clock[EAR_CLOCK_TEXT_SIZE];

      if (seen == NULL)
        continue;
      ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR,
                          _ ("The value of “%s” from %s is no rival: another value's author had seen it."),
                          ear_field_info (self->kind, i)->name, ear_clock_format (seen->stamp.clock, clock));
      return FALSE;
    }
  return TRUE;
}

static void
end_record (BundleReader *self, EarXmlInput *input)
{
  int missing = ear_bundle_skipped_field (self->kind, self->field, ear_kind_info (self->kind)->n_fields);

  if (missing >= 0)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("This “%s” has no “%s”, which it needs."),
                        ear_kind_info (self->kind)->name,
                        ear_field_info (self->kind, (guint) missing)->name);
  else if (check_rivals (self, input))
    join (self, input);
  self->is_open = FALSE;
}

static EarXmlContent
start_cb (EarXmlInput *input, const char *name, guint depth, gpointer data)
{
  BundleReader *self = data;

  if (depth == 1)
    return start_bundle (self, input, name);
  return depth == 2 ? start_child (self, input, name) : start_field (self, input, name);
}

static void
end_cb (EarXmlInput *input, guint depth, char *text, gsize length, gpointer data)
{
  BundleReader *self = data;

  if (depth == EAR_BUNDLE_MAX_DEPTH)
    end_field (self, input, text, length);
  else if (depth == 2 && self->is_open)
    end_record (self, input);
  else if (depth == 1 && !self->in_records)
    end_authors (self, input);
}

/**
 * ear_bundle_read:
 * @hook: (nullable): asked about the sender and each record
 * @result: all zero; what it did
 *
 * Joins what a bundle holds in a transaction of the caller's. The store's thread.
 */
gboolean
ear_bundle_read (EarStore *store, const EarXmlSource *source, const EarBundleHook *hook, EarMergeResult *result,
                 GError **error)
{
  g_auto (BundleReader) self = { .store = store, .hook = hook, .result = result };
  EarXmlHandler handler = {
    .namespace_stem = EAR_BUNDLE_NAMESPACE_STEM,
    .version = EAR_BUNDLE_VERSION,
    .what = _ ("an Earshot bundle"),
    .max_depth = EAR_BUNDLE_MAX_DEPTH,
    .max_bytes = EAR_BUNDLE_MAX_BYTES,
    .max_text_bytes = EAR_MAX_PROSE_BYTES,
    .start = start_cb,
    .end = end_cb,
    .data = &self,
  };

  self.authors = g_array_new (FALSE, FALSE, sizeof (EarId));
  self.record = ear_record_new_with_id (EAR_KIND_ORGANISATION, &EAR_ID_NONE);
  return ear_xml_input_read (source, &handler, error);
}

/**
 * ear_bundle_note_received:
 * @result: what reading the bundle said of it; told whether what it builds on is missing
 *
 * Notes that a bundle for this device is here with all that it holds, in the transaction that merges it, so that its
 * sender need not send that again. Not to be called where anything of it was left out or kept aside. One that is not for
 * this device, or a part, is not noted.
 */
gboolean
ear_bundle_note_received (EarStore *store, EarMergeResult *result, GError **error)
{
  EarReceiving receiving = { result->bundle, result->from_device, result->number, result->base, result->got };
  EarId own;

  if (ear_id_is_none (&result->bundle) || !ear_store_get_device (store, &own, NULL)
      || !ear_id_equal (&own, &result->for_device) || ear_id_equal (&own, &result->from_device))
    return TRUE;
  return ear_store_note_received (store, &receiving, &result->lacks_base, error);
}

/**
 * ear_bundle_merge_stream:
 * @source: the bundle's bytes
 * @result: (out caller-allocates): what the merge did; free with ear_merge_result_clear()
 *
 * Joins every record of a bundle with the workbook, all in one transaction or none. The store's thread.
 */
gboolean
ear_bundle_merge_stream (EarStore *store, const EarXmlSource *source, EarMergeResult *result, GError **error)
{
  *result = (EarMergeResult) { 0 };
  if (!ear_store_begin_joining (store, error))
    return FALSE;
  if (ear_bundle_read (store, source, NULL, result, error) && ear_bundle_note_received (store, result, error))
    {
      if (ear_store_commit (store, error))
        return TRUE;
    }
  else
    ear_store_rollback (store);
  ear_merge_result_clear (result);
  return FALSE;
}

/**
 * ear_bundle_merge:
 * @path: a bundle
 * @result: (out caller-allocates): what the merge did; free with ear_merge_result_clear()
 * @progress: (nullable): told how far it is
 *
 * Does what ear_bundle_merge_stream() does with a file.
 */
gboolean
ear_bundle_merge (EarStore *store, const char *path, EarMergeResult *result, EarProgress progress, gpointer data,
                  GCancellable *cancellable, GError **error)
{
  g_autofree char *name = ear_outside_file_name (path);
  g_autoptr (GInputStream) stream = NULL;
  EarXmlSource source = { .name = name, .progress = progress, .progress_data = data, .cancellable = cancellable };

  *result = (EarMergeResult) { 0 };
  stream = ear_xml_input_open (path, &source.size, error);
  if (stream == NULL)
    return FALSE;
  source.stream = stream;
  return ear_bundle_merge_stream (store, &source, result, error);
}
