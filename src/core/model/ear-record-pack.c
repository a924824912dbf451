/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields go by their names, so that what was packed is still read after a field was added to its kind:
 *
 *   form, erased, number of those whom it once belonged to, their ids; then for each field that has versions: name, number
 *   of versions, the versions, the one that shows first
 *   a version: clock, device, whether it has a value, the value, number of stamps seen, each with clock and device
 *
 * Numbers are big-endian; texts have their length before them. */
#include "ear-record-pack.h"

#include <string.h>

#define FORM 1

static void
put_byte (GByteArray *bytes, guint8 value)
{
  g_byte_array_append (bytes, &value, 1);
}

static void
put_number (GByteArray *bytes, guint32 value)
{
  guint32 big = GUINT32_TO_BE (value);

  g_byte_array_append (bytes, (const guint8 *) &big, sizeof big);
}

static void
put_text (GByteArray *bytes, const char *text)
{
  gsize length = strlen (text);

  put_number (bytes, (guint32) length);
  g_byte_array_append (bytes, (const guint8 *) text, (guint) length);
}

static void
put_stamp (GByteArray *bytes, const EarStamp *stamp)
{
  guint64 clock = GUINT64_TO_BE (stamp->clock);

  g_byte_array_append (bytes, (const guint8 *) &clock, sizeof clock);
  g_byte_array_append (bytes, stamp->device.bytes, EAR_ID_BYTES);
}

static void
put_version (GByteArray *bytes, const EarVersion *version)
{
  put_stamp (bytes, &version->stamp);
  put_byte (bytes, version->value != NULL);
  if (version->value != NULL)
    put_text (bytes, version->value);
  put_number (bytes, version->seen.n);
  for (guint i = 0; i < version->seen.n; i++)
    put_stamp (bytes, &version->seen.stamps[i]);
}

/**
 * ear_record_pack:
 *
 * Returns: (transfer full): every version that @record holds; of an erased one only that it is. Any thread.
 */
GBytes *
ear_record_pack (const EarRecord *record)
{
  const EarKindInfo *kind = ear_kind_info (record->kind);
  GByteArray *bytes = g_byte_array_new ();

  put_byte (bytes, FORM);
  put_byte (bytes, record->erased != FALSE);
  put_number (bytes, record->once == NULL ? 0 : record->once->len);
  for (guint i = 0; record->once != NULL && i < record->once->len; i++)
    g_byte_array_append (bytes, g_array_index (record->once, EarId, i).bytes, EAR_ID_BYTES);
  for (guint i = 0; i < kind->n_fields && !record->erased; i++)
    {
      const EarField *field = &record->fields[i];
      guint n_rivals = field->rivals == NULL ? 0 : field->rivals->len;

      if (field->shown.stamp.clock == 0)
        continue;
      put_text (bytes, kind->fields[i].name);
      put_number (bytes, n_rivals + 1);
      put_version (bytes, &field->shown);
      for (guint j = 0; j < n_rivals; j++)
        put_version (bytes, field->rivals->pdata[j]);
    }
  return g_byte_array_free_to_bytes (bytes);
}

typedef struct
{
  const guint8 *at;
  gsize left;
} Unpacker;

static gboolean
take (Unpacker *self, gpointer to, gsize size)
{
  if (self->left < size)
    return FALSE;
  memcpy (to, self->at, size);
  self->at += size;
  self->left -= size;
  return TRUE;
}

static gboolean
take_number (Unpacker *self, guint32 *value)
{
  if (!take (self, value, sizeof *value))
    return FALSE;
  *value = GUINT32_FROM_BE (*value);
  return TRUE;
}

static char *
take_text (Unpacker *self)
{
  guint32 length;
  char *text;

  if (!take_number (self, &length) || length > self->left)
    return NULL;
  text = g_strndup ((const char *) self->at, length);
  self->at += length;
  self->left -= length;
  return text;
}

static gboolean
take_stamp (Unpacker *self, EarStamp *stamp)
{
  guint64 clock;

  if (!take (self, &clock, sizeof clock) || !take (self, stamp->device.bytes, EAR_ID_BYTES))
    return FALSE;
  stamp->clock = GUINT64_FROM_BE (clock);
  return TRUE;
}

static gboolean
take_version (Unpacker *self, EarVersion *version)
{
  g_autoptr (GArray) stamps = NULL;
  guint8 has_value;
  guint32 n;

  if (!take_stamp (self, &version->stamp) || !take (self, &has_value, 1))
    return FALSE;
  if (has_value && (version->value = take_text (self)) == NULL)
    return FALSE;
  if (!take_number (self, &n))
    return FALSE;
  stamps = g_array_new (FALSE, FALSE, sizeof (EarStamp));
  for (guint32 i = 0; i < n; i++)
    {
      EarStamp stamp;

      if (!take_stamp (self, &stamp))
        return FALSE;
      g_array_append_val (stamps, stamp);
    }
  ear_seen_set (&version->seen, (const EarStamp *) (const void *) stamps->data, stamps->len);
  return TRUE;
}

/* The versions of one field, into @field; those of a field that is no more, into nothing. */
static gboolean
take_versions (Unpacker *self, EarField *field)
{
  guint32 n;

  if (!take_number (self, &n) || n == 0)
    return FALSE;
  for (guint32 i = 0; i < n; i++)
    {
      g_autoptr (EarVersion) version = g_new0 (EarVersion, 1);

      if (!take_version (self, version))
        return FALSE;
      if (field == NULL)
        continue;
      if (i == 0)
        {
          ear_version_clear (&field->shown);
          field->shown = *version;
          *version = (EarVersion) { 0 };
          continue;
        }
      if (field->rivals == NULL)
        field->rivals = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_version_free);
      g_ptr_array_add (field->rivals, g_steal_pointer (&version));
    }
  return TRUE;
}

static gboolean
take_owners (Unpacker *self, EarRecord *record)
{
  guint32 n;

  if (!take_number (self, &n))
    return FALSE;
  for (guint32 i = 0; i < n; i++)
    {
      EarId owner;

      if (!take (self, owner.bytes, EAR_ID_BYTES))
        return FALSE;
      ear_record_add_once (record, &owner);
    }
  return TRUE;
}

/**
 * ear_record_unpack:
 * @record: of the kind and with the id of what was packed; becomes it
 *
 * Returns: whether @bytes are what ear_record_pack() makes. Any thread.
 */
gboolean
ear_record_unpack (gconstpointer bytes, gsize size, EarRecord *record)
{
  Unpacker self = { bytes, size };
  EarId id = record->id;
  guint8 form, erased;

  ear_record_reset (record, record->kind, &id);
  if (!take (&self, &form, 1) || form != FORM || !take (&self, &erased, 1))
    return FALSE;
  record->erased = erased != 0;
  if (!take_owners (&self, record))
    return FALSE;
  while (self.left > 0)
    {
      g_autofree char *name = take_text (&self);
      guint field;

      if (name == NULL
          || !take_versions (&self, ear_field_from_name (record->kind, name, &field) ? &record->fields[field] : NULL))
        return FALSE;
    }
  return TRUE;
}
