/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-record.h"

#include <string.h>

G_STATIC_ASSERT (EAR_MAX_FIELDS <= 64); /* EarRecord.edited has one bit a field. */

static void
field_clear (EarField *field)
{
  ear_version_clear (&field->shown);
  g_clear_pointer (&field->rivals, g_ptr_array_unref);
}

/**
 * ear_record_new:
 *
 * Returns: (transfer full): a record with a new id and no values, not yet in any workbook.
 */
EarRecord *
ear_record_new (EarKind kind)
{
  EarId id = ear_id_new ();

  return ear_record_new_with_id (kind, &id);
}

EarRecord *
ear_record_new_with_id (EarKind kind, const EarId *id)
{
  EarRecord *record = g_new0 (EarRecord, 1);

  record->kind = kind;
  record->id = *id;
  return record;
}

EarRecord *
ear_record_copy (const EarRecord *record)
{
  EarRecord *copy = ear_record_new_with_id (record->kind, &record->id);

  copy->erased = record->erased;
  copy->edited = record->edited;
  copy->once = record->once == NULL ? NULL : g_array_copy (record->once);
  for (guint i = 0; i < EAR_MAX_FIELDS; i++)
    {
      const EarField *from = &record->fields[i];
      EarField *to = &copy->fields[i];

      to->shown.value = g_strdup (from->shown.value);
      to->shown.stamp = from->shown.stamp;
      ear_seen_copy (&to->shown.seen, &from->shown.seen);
      if (from->rivals != NULL)
        to->rivals = g_ptr_array_copy (from->rivals, (GCopyFunc) (void (*) (void)) ear_version_copy, NULL);
    }
  return copy;
}

void
ear_record_free (EarRecord *record)
{
  if (record == NULL)
    return;
  for (guint i = 0; i < EAR_MAX_FIELDS; i++)
    field_clear (&record->fields[i]);
  g_clear_pointer (&record->once, g_array_unref);
  g_free (record);
}

/**
 * ear_record_reset:
 *
 * Makes @record anew in place, so that a reader of many records needs no more memory than the largest.
 */
void
ear_record_reset (EarRecord *record, EarKind kind, const EarId *id)
{
  guint n_fields = ear_kind_info (record->kind)->n_fields;

  for (guint i = 0; i < n_fields; i++)
    {
      /* Of the many fields of a kind, a record mostly has few. */
      if (record->fields[i].shown.stamp.clock != 0 || record->fields[i].shown.value != NULL
          || record->fields[i].shown.seen.stamps != NULL || record->fields[i].rivals != NULL)
        field_clear (&record->fields[i]);
    }
  memset (record->fields, 0, n_fields * sizeof *record->fields);
  record->kind = kind;
  record->id = *id;
  record->erased = FALSE;
  record->edited = 0;
  g_clear_pointer (&record->once, g_array_unref);
}

/* Gives each the other's content. */
void
ear_record_swap (EarRecord *one, EarRecord *other)
{
  EarRecord held = *one;

  *one = *other;
  *other = held;
}

/**
 * ear_record_get:
 *
 * Returns: (nullable) (transfer none): the value that shows, in canonical text.
 */
const char *
ear_record_get (const EarRecord *record, guint field)
{
  g_return_val_if_fail (field < EAR_MAX_FIELDS, NULL);

  return record->fields[field].shown.value;
}

/**
 * ear_record_get_integer:
 *
 * Returns: the number, or -1 when there is none.
 */
gint64
ear_record_get_integer (const EarRecord *record, guint field)
{
  const char *value = ear_record_get (record, field);

  return value == NULL ? -1 : g_ascii_strtoll (value, NULL, 10);
}

gboolean
ear_record_get_flag (const EarRecord *record, guint field)
{
  return ear_record_get (record, field) != NULL;
}

gboolean
ear_record_get_id (const EarRecord *record, guint field, EarId *id)
{
  return ear_id_parse (ear_record_get (record, field), id);
}

gboolean
ear_record_is_deleted (const EarRecord *record)
{
  return ear_record_get_flag (record, EAR_FIELD_DELETED);
}

/**
 * ear_record_set:
 * @value: (nullable): what somebody gave the field; blank text clears it
 *
 * Gives a field a value, tidied as ear_value_tidy() does. The same value again is no edit.
 */
void
ear_record_set (EarRecord *record, guint field, const char *value)
{
  const EarFieldInfo *info = ear_field_info (record->kind, field);
  g_autofree char *tidy = NULL;

  g_return_if_fail (info != NULL);

  tidy = ear_value_tidy (info->type, value);
  if (g_strcmp0 (record->fields[field].shown.value, tidy) == 0)
    return;
  g_free (record->fields[field].shown.value);
  record->fields[field].shown.value = g_steal_pointer (&tidy);
  record->edited |= G_GUINT64_CONSTANT (1) << field;
}

/**
 * ear_record_decide:
 * @value: (nullable): what the person settled on
 *
 * Gives a field a value like ear_record_set(), and counts as an edit though the value may show already: it says that
 * its author has seen the rivals.
 */
void
ear_record_decide (EarRecord *record, guint field, const char *value)
{
  ear_record_set (record, field, value);
  record->edited |= G_GUINT64_CONSTANT (1) << field;
}

/**
 * ear_record_set_integer:
 * @value: the number; negative clears the field
 */
void
ear_record_set_integer (EarRecord *record, guint field, gint64 value)
{
  char text[24];

  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, value);
  ear_record_set (record, field, value < 0 ? NULL : text);
}

void
ear_record_set_flag (EarRecord *record, guint field, gboolean value)
{
  ear_record_set (record, field, value ? "true" : NULL);
}

/**
 * ear_record_set_id:
 * @id: (nullable): the record referred to
 */
void
ear_record_set_id (EarRecord *record, guint field, const EarId *id)
{
  char text[EAR_ID_TEXT_SIZE];

  ear_record_set (record, field, id != NULL ? ear_id_format (id, text) : NULL);
}

gboolean
ear_record_is_edited (const EarRecord *record, guint field)
{
  return (record->edited >> field) & 1;
}

EarVersion *
ear_version_copy (const EarVersion *version)
{
  EarVersion *copy = g_new0 (EarVersion, 1);

  copy->value = g_strdup (version->value);
  copy->stamp = version->stamp;
  ear_seen_copy (&copy->seen, &version->seen);
  return copy;
}

void
ear_version_clear (EarVersion *version)
{
  g_clear_pointer (&version->value, g_free);
  if (version->seen.stamps != NULL)
    ear_seen_clear (&version->seen);
  version->stamp = (EarStamp) { 0 };
}

void
ear_version_free (EarVersion *version)
{
  ear_version_clear (version);
  g_free (version);
}

/**
 * ear_record_add_once:
 *
 * Adds somebody whom the record belonged to before.
 */
void
ear_record_add_once (EarRecord *record, const EarId *owner)
{
  guint at = 0, end;

  if (record->once == NULL)
    record->once = g_array_new (FALSE, FALSE, sizeof (EarId));
  /* The first that does not stand before it; of those that are read each stands after all others. */
  end = record->once->len;
  if (end > 0 && ear_id_compare (&g_array_index (record->once, EarId, end - 1), owner) < 0)
    at = end;
  while (at < end)
    {
      guint middle = at + (end - at) / 2;

      if (ear_id_compare (&g_array_index (record->once, EarId, middle), owner) < 0)
        at = middle + 1;
      else
        end = middle;
    }
  if (at == record->once->len || !ear_id_equal (&g_array_index (record->once, EarId, at), owner))
    g_array_insert_vals (record->once, at, owner, 1);
}

static gboolean
ask_of (EarKind target, const EarVersion *version, EarOwnerFunc func, gpointer data)
{
  EarId id;

  return version->value != NULL && ear_id_parse (version->value, &id) && func (target, &id, data);
}

/**
 * ear_record_any_owner:
 * @func: asked of each whom the record belongs to: as shows, as a rival says, and as was before
 *
 * Returns: whether @func said so of one; the others are not asked then.
 */
gboolean
ear_record_any_owner (const EarRecord *record, EarOwnerFunc func, gpointer data)
{
  int number = ear_kind_owner_field (record->kind);
  const EarField *field = number < 0 ? NULL : &record->fields[number];
  EarKind target;

  if (field == NULL)
    return FALSE;
  target = ear_field_info (record->kind, (guint) number)->target;
  if (ask_of (target, &field->shown, func, data))
    return TRUE;
  for (guint i = 0; field->rivals != NULL && i < field->rivals->len; i++)
    {
      if (ask_of (target, field->rivals->pdata[i], func, data))
        return TRUE;
    }
  for (guint i = 0; record->once != NULL && i < record->once->len; i++)
    {
      if (func (target, &g_array_index (record->once, EarId, i), data))
        return TRUE;
    }
  return FALSE;
}
