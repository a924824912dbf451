/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The canonical bundle: the same state gives the same bytes, on every device. The digest is the SHA-256 of all that
 * stands between the <bundle …> line and the </bundle> line, which is a function of the records alone. */
#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "ear-authors.h"
#include "ear-bundle-grammar.h"
#include "ear-bundle.h"
#include "ear-safe-file.h"

typedef struct
{
  EarStore *store;
  EarXmlWriter *xml;
  EarConsent *consent;
  EarTravel *travel;
  const EarExportOptions *options; /* (nullable) */
  EarAuthors *authors;
  EarProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
  guint64 n_done;
  guint64 n_all;
  guint64 n_written;
} BundleWriter;

static void
bundle_writer_clear (BundleWriter *self)
{
  g_clear_pointer (&self->xml, ear_xml_writer_free);
  g_clear_pointer (&self->consent, ear_consent_free);
  g_clear_pointer (&self->travel, ear_travel_free);
  g_clear_pointer (&self->authors, ear_authors_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BundleWriter, bundle_writer_clear)

static void
put_number (BundleWriter *self, const char *name, guint number)
{
  char text[12];

  g_snprintf (text, sizeof text, "%u", number);
  ear_xml_writer_put_attribute (self->xml, name, text);
}

static void
put_id (BundleWriter *self, const char *name, const EarId *id)
{
  char text[EAR_ID_TEXT_SIZE];

  ear_xml_writer_put_attribute (self->xml, name, ear_id_format (id, text));
}

static void
put_stamp (BundleWriter *self, const EarStamp *stamp)
{
  char text[EAR_CLOCK_TEXT_SIZE];

  ear_xml_writer_put_attribute (self->xml, "at", ear_clock_format (stamp->clock, text));
  put_number (self, "by", ear_authors_number (self->authors, &stamp->device));
}

static void
put_seen (BundleWriter *self, const EarSeen *seen)
{
  g_autoptr (GString) list = NULL;
  char clock[EAR_CLOCK_TEXT_SIZE];

  if (seen->n == 0)
    return;
  list = g_string_new (NULL);
  for (guint i = 0; i < seen->n; i++)
    g_string_append_printf (list, "%s%u@%s", i == 0 ? "" : " ",
                            ear_authors_number (self->authors, &seen->stamps[i].device),
                            ear_clock_format (seen->stamps[i].clock, clock));
  ear_xml_writer_put_attribute (self->xml, "seen", list->str);
}

/* Whom the record belonged to before: with them it is erased. */
static void
put_once (BundleWriter *self, const GArray *once)
{
  g_autoptr (GString) list = NULL;
  char text[EAR_ID_TEXT_SIZE];

  if (once == NULL)
    return;
  list = g_string_new (NULL);
  for (guint i = 0; i < once->len; i++)
    g_string_append_printf (list, "%s%s", i == 0 ? "" : " ", ear_id_format (&g_array_index (once, EarId, i), text));
  ear_xml_writer_put_attribute (self->xml, "once", list->str);
}

static void
put_value (BundleWriter *self, const char *name, const char *value)
{
  if (value == NULL)
    {
      ear_xml_writer_put (self->xml, "/>\n");
      return;
    }
  ear_xml_writer_put (self->xml, ">");
  ear_xml_writer_put_text (self->xml, value);
  ear_xml_writer_put (self->xml, "</");
  ear_xml_writer_put (self->xml, name);
  ear_xml_writer_put (self->xml, ">\n");
}

/* @own is the record's own stamp, which a field with the same one does not repeat. */
static void
put_version (BundleWriter *self, const char *name, const EarVersion *version, const EarStamp *own)
{
  ear_xml_writer_put (self->xml, "    <");
  ear_xml_writer_put (self->xml, name);
  if (version->stamp.clock != 0 && !ear_stamp_equal (&version->stamp, own))
    put_stamp (self, &version->stamp);
  put_seen (self, &version->seen);
  put_value (self, name, version->value);
}

/* Whether the field has an element of its own for the value that shows. Presence is the record's element itself; a
 * field without which the record says nothing is always written, so that readers can rely on it. */
static gboolean
writes_shown (const EarFieldInfo *info, guint number, const EarVersion *shown)
{
  if (number == EAR_FIELD_DELETED)
    return shown->value != NULL;
  return shown->stamp.clock != 0 || (info->flags & EAR_FIELD_REQUIRED);
}

static gboolean
has_element (const EarRecord *record, EarLeave leave, guint number)
{
  const EarField *field = &record->fields[number];

  return ear_consent_lets_field (leave, record->kind, number)
         && (field->rivals != NULL
             || writes_shown (&ear_kind_info (record->kind)->fields[number], number, &field->shown));
}

static void
put_field (BundleWriter *self, const EarRecord *record, guint number)
{
  const EarFieldInfo *info = &ear_kind_info (record->kind)->fields[number];
  const EarField *field = &record->fields[number];
  const EarStamp *own = &record->fields[EAR_FIELD_DELETED].shown.stamp;
  EarVersion shown = field->shown;

  /* What the author of the deletion had seen stands in the record's own element. */
  if (number == EAR_FIELD_DELETED)
    shown.seen = (EarSeen) { 0 };
  if (writes_shown (info, number, &shown))
    put_version (self, info->name, &shown, own);
  for (guint i = 0; field->rivals != NULL && i < field->rivals->len; i++)
    put_version (self, info->name, field->rivals->pdata[i], own);
}

static void
put_record (BundleWriter *self, const EarRecord *record, EarLeave leave)
{
  const EarKindInfo *kind = ear_kind_info (record->kind);
  const EarVersion *presence = &record->fields[EAR_FIELD_DELETED].shown;
  gboolean open = FALSE;

  ear_xml_writer_put (self->xml, "  <");
  ear_xml_writer_put (self->xml, kind->name);
  put_id (self, "id", &record->id);
  put_stamp (self, &presence->stamp);
  put_seen (self, &presence->seen);
  /* Whom it belongs to now is not told either, and this would depend on that. */
  if (leave != EAR_LEAVE_PERMISSION && leave != EAR_LEAVE_REASON)
    put_once (self, record->once);
  for (guint i = 0; i < kind->n_fields; i++)
    {
      if (!has_element (record, leave, i))
        continue;
      ear_xml_writer_put (self->xml, open ? "" : ">\n");
      open = TRUE;
      put_field (self, record, i);
    }
  ear_xml_writer_put (self->xml, open ? "  </" : "/>\n");
  if (open)
    {
      ear_xml_writer_put (self->xml, kind->name);
      ear_xml_writer_put (self->xml, ">\n");
    }
}

static void
put_erased (BundleWriter *self, const EarRecord *record)
{
  ear_xml_writer_put (self->xml, "  <erased");
  ear_xml_writer_put_attribute (self->xml, "kind", ear_kind_info (record->kind)->name);
  put_id (self, "id", &record->id);
  ear_xml_writer_put (self->xml, "/>\n");
}

static gboolean
step_on (BundleWriter *self, GError **error)
{
  guint64 step = self->n_all / 100 + 1;

  if (self->progress != NULL && self->n_done % step == 0)
    self->progress (MIN (1.0, (double) self->n_done / (double) MAX (self->n_all, 1)), self->progress_data);
  self->n_done++;
  if (self->xml->error != NULL)
    return FALSE;
  if (self->cancellable == NULL || !g_cancellable_is_cancelled (self->cancellable))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                       _ ("Stopped. No file was written and nothing was changed."));
  return FALSE;
}

static gboolean
write_record_cb (const EarRecord *record, gpointer data, GError **error)
{
  BundleWriter *self = data;
  EarLeave leave = ear_consent_judge (self->consent, record);

  self->n_written += record->erased || leave != EAR_LEAVE_NOT_AT_ALL;
  if (record->erased)
    put_erased (self, record);
  else if (leave != EAR_LEAVE_NOT_AT_ALL)
    put_record (self, record, leave);
  return step_on (self, error);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return ear_id_compare (a, b);
}

static void
put_only (BundleWriter *self, const char *kind, const EarId *ids, guint n_ids)
{
  g_autofree EarId *sorted = g_memdup2 (ids, n_ids * sizeof *ids);

  if (n_ids > 0)
    qsort (sorted, n_ids, sizeof *sorted, compare_ids);
  for (guint i = 0; i < n_ids; i++)
    {
      if (i > 0 && ear_id_equal (&sorted[i - 1], &sorted[i]))
        continue;
      ear_xml_writer_put (self->xml, "  <only");
      ear_xml_writer_put_attribute (self->xml, "kind", kind);
      put_id (self, "id", &sorted[i]);
      ear_xml_writer_put (self->xml, "/>\n");
    }
}

/* What a part is a part of. */
static void
put_scope (BundleWriter *self)
{
  if (!ear_travel_is_partial (self->travel))
    return;
  if (self->options->lists_only || self->options->changed_since > 0)
    {
      ear_xml_writer_put (self->xml, self->options->lists_only ? "  <only kind=\"" EAR_BUNDLE_ONLY_LISTS "\"/>\n"
                                                               : "  <only kind=\"" EAR_BUNDLE_ONLY_CHANGES "\"/>\n");
      return;
    }
  put_only (self, ear_kind_info (EAR_KIND_SESSION)->name, self->options->sessions, self->options->n_sessions);
  put_only (self, ear_kind_info (EAR_KIND_GROUP)->name, self->options->groups, self->options->n_groups);
}

/* Everything that the digest covers. A sink that failed speaks in ear_xml_writer_flush(). */
static gboolean
write_body (BundleWriter *self, GError **error)
{
  for (guint i = 1; i <= ear_authors_count (self->authors); i++)
    {
      ear_xml_writer_put (self->xml, "  <author");
      put_number (self, "n", i);
      put_id (self, "id", ear_authors_get (self->authors, i));
      ear_xml_writer_put (self->xml, "/>\n");
    }
  put_scope (self);
  for (guint i = 0; i < EAR_N_KINDS && self->xml->error == NULL; i++)
    {
      const char *rows = ear_travel_rows (self->travel, (EarKind) i);
      gboolean done = rows == NULL ? ear_store_foreach (self->store, (EarKind) i, write_record_cb, self, error)
                                   : ear_store_foreach_of (self->store, (EarKind) i, rows, write_record_cb, self, error);

      if (!done && self->xml->error == NULL)
        return FALSE;
    }
  return TRUE;
}

static void
put_optional_id (BundleWriter *self, const char *name, const EarId *id)
{
  if (!ear_id_is_none (id))
    put_id (self, name, id);
}

/* What the bundle is, beside its records: from whom, for whom, what it builds on, whether it is a part. */
static void
put_head (BundleWriter *self)
{
  const EarSending *sending = ear_travel_sending (self->travel);
  EarId device;
  guint from = ear_store_get_device (self->store, &device, NULL) ? ear_authors_number (self->authors, &device) : 0;

  ear_xml_writer_put (self->xml,
                      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<bundle xmlns=\"" EAR_BUNDLE_NAMESPACE "\"");
  if (from != 0)
    put_number (self, "from", from);
  if (self->options != NULL && self->options->partner != NULL)
    put_id (self, "for", self->options->partner);
  if (sending != NULL)
    {
      put_id (self, "bundle", &sending->bundle);
      put_number (self, "number", sending->number);
      put_optional_id (self, "got", &sending->got);
      put_optional_id (self, "base", &sending->base);
    }
  if (ear_travel_is_partial (self->travel))
    ear_xml_writer_put_attribute (self->xml, "partial", "true");
  ear_xml_writer_put (self->xml, ">\n");
}

static gboolean
write_bundle (BundleWriter *self, GError **error)
{
  const EarSending *sending = ear_travel_sending (self->travel);

  put_head (self);
  if (!write_body (self, error))
    return FALSE;
  ear_xml_writer_put (self->xml, "</bundle>\n");
  return ear_xml_writer_flush (self->xml, error)
         && (sending == NULL || ear_store_note_sent (self->store, self->options->partner, sending, error));
}

static gboolean
count_records (BundleWriter *self, GError **error)
{
  for (guint i = 0; i < EAR_N_KINDS; i++)
    {
      const char *rows = ear_travel_rows (self->travel, (EarKind) i);
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s x WHERE %s", ear_kind_info ((EarKind) i)->table,
                                              rows == NULL ? "1" : rows);
      g_autoptr (EarStatement) count = ear_store_query (self->store, sql, error);

      if (count == NULL || ear_statement_step (count, error) != EAR_STEP_ROW)
        return FALSE;
      self->n_all += (guint64) ear_statement_get_integer (count, 0);
    }
  return TRUE;
}

static gboolean
bundle_writer_init (BundleWriter *self, EarStore *store, const EarExportOptions *options, EarXmlSink sink, gpointer data,
                    GError **error)
{
  self->store = store;
  self->options = options;
  self->xml = ear_xml_writer_new (sink, data);
  self->travel = ear_travel_plan (store, options, error);
  self->consent = self->travel == NULL ? NULL : ear_consent_load (store, ear_travel_judged (self->travel), error);
  self->authors = self->consent == NULL || !ear_travel_add_reasons (self->travel, store, self->consent, error)
                    ? NULL
                    : ear_authors_collect (store, self->consent, self->travel, error);
  return self->authors != NULL;
}

/**
 * ear_bundle_write:
 * @options: (nullable): which records; %NULL: all
 * @sink: takes the bundle's bytes
 * @progress: (nullable): told how far it is
 * @cancellable: (nullable): stops it
 *
 * Writes all records that are asked for and that consent lets out, in their canonical order. That a bundle was written
 * for a partner is noted once it is whole; should its bytes be lost after that, the partner never says that they have it,
 * and the next one holds it all again. The store's thread.
 */
gboolean
ear_bundle_write (EarStore *store, const EarExportOptions *options, EarXmlSink sink, gpointer sink_data,
                  EarProgress progress, gpointer data, GCancellable *cancellable, GError **error)
{
  g_auto (BundleWriter) self = { 0 };

  if (!bundle_writer_init (&self, store, options, sink, sink_data, error))
    return FALSE;
  self.progress = progress;
  self.progress_data = data;
  self.cancellable = cancellable;
  return (progress == NULL || count_records (&self, error)) && write_bundle (&self, error);
}

static gboolean
file_sink (gconstpointer bytes, gsize size, gpointer data, GError **error)
{
  return ear_safe_file_write (data, bytes, size, error);
}

/* What is to change with the file is told in it. */
static gboolean
write_changing (EarStore *store, EarSafeFile *file, const EarExportOptions *options, EarProgress progress, gpointer data,
                GCancellable *cancellable, GError **error)
{
  if (!ear_store_begin (store, error))
    return FALSE;
  if (options->first (store, options->first_data, error)
      && ear_bundle_write (store, options, file_sink, file, progress, data, cancellable, error)
      && ear_safe_file_finish (file, error))
    return ear_store_commit (store, error);
  ear_store_rollback (store);
  return FALSE;
}

/**
 * ear_bundle_export:
 * @path: the file to write; one of that name is replaced only by a whole new one
 * @options: (nullable): which records; %NULL: all
 *
 * Writes the bundle as ear_bundle_write() does. After an error there is no new file. The store's thread.
 */
gboolean
ear_bundle_export (EarStore *store, const char *path, const EarExportOptions *options, EarProgress progress, gpointer data,
                   GCancellable *cancellable, GError **error)
{
  g_autoptr (EarSafeFile) file = ear_safe_file_new (path, error);
  gboolean written;

  if (file == NULL)
    return FALSE;
  written = options != NULL && options->first != NULL
              ? write_changing (store, file, options, progress, data, cancellable, error)
              : ear_bundle_write (store, options, file_sink, file, progress, data, cancellable, error);
  return written && ear_safe_file_commit (file, error);
}

static gboolean
no_sink (gconstpointer bytes G_GNUC_UNUSED, gsize size G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED,
         GError **error G_GNUC_UNUSED)
{
  return TRUE;
}

/**
 * ear_bundle_count:
 * @n: (out): how many records a bundle with these options would hold, marks of what was erased included
 *
 * Writes the bundle to nowhere. The store's thread.
 */
gboolean
ear_bundle_count (EarStore *store, const EarExportOptions *options, guint64 *n, GError **error)
{
  g_auto (BundleWriter) self = { 0 };

  if (!bundle_writer_init (&self, store, options, no_sink, NULL, error) || !write_body (&self, error))
    return FALSE;
  *n = self.n_written;
  return TRUE;
}

static gboolean
checksum_sink (gconstpointer bytes, gsize size, gpointer data, GError **error G_GNUC_UNUSED)
{
  g_checksum_update (data, bytes, (gssize) size);
  return TRUE;
}

/**
 * ear_bundle_digest:
 *
 * Returns: (transfer full) (nullable): 64 hexadecimal digits that are the same in all workbooks whose full exports
 *   say the same. The store's thread.
 */
char *
ear_bundle_digest (EarStore *store, GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_auto (BundleWriter) self = { 0 };

  if (!bundle_writer_init (&self, store, NULL, checksum_sink, sum, error) || !write_body (&self, error)
      || !ear_xml_writer_flush (self.xml, error))
    return NULL;
  return g_strdup (g_checksum_get_string (sum));
}
