/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of a field is the set of its versions that no other version's author had seen. Joining two
 * states unites the sets and drops what turns out to have been seen. A version is known by its stamp alone:
 * a device never gives one field two values with one clock. */
#include "ear-join.h"

#include <string.h>

static gboolean
is_none (const EarVersion *version)
{
  return version->stamp.clock == 0;
}

/**
 * ear_version_had_seen:
 *
 * Returns: whether the author of @later knew of @earlier: another device's, or their own before it. Both are versions of
 *   one field. Any thread.
 */
gboolean
ear_version_had_seen (const EarVersion *later, const EarVersion *earlier)
{
  if (ear_id_equal (&later->stamp.device, &earlier->stamp.device))
    return later->stamp.clock > earlier->stamp.clock;
  return ear_seen_covers (&later->seen, &earlier->stamp);
}

/* Latest first. Equal stamps with different values come only from a damaged or forged file; the order by value
 * then keeps the join independent of which came first. */
static int
compare_versions (gconstpointer a, gconstpointer b)
{
  const EarVersion *one = *(const EarVersion *const *) a;
  const EarVersion *other = *(const EarVersion *const *) b;
  int order = ear_stamp_compare (&other->stamp, &one->stamp);

  return order != 0 ? order : g_strcmp0 (other->value, one->value);
}

static void
collect (GPtrArray *versions, const EarField *field)
{
  if (!is_none (&field->shown))
    g_ptr_array_add (versions, ear_version_copy (&field->shown));
  for (guint i = 0; field->rivals != NULL && i < field->rivals->len; i++)
    g_ptr_array_add (versions, ear_version_copy (field->rivals->pdata[i]));
}

static gboolean
holds (const EarField *field, const EarStamp *stamp)
{
  if (ear_stamp_equal (&field->shown.stamp, stamp))
    return TRUE;
  for (guint i = 0; field->rivals != NULL && i < field->rivals->len; i++)
    {
      if (ear_stamp_equal (&((EarVersion *) field->rivals->pdata[i])->stamp, stamp))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_superseded (const GPtrArray *versions, guint at)
{
  for (guint i = 0; i < versions->len; i++)
    {
      if (i != at && ear_version_had_seen (versions->pdata[i], versions->pdata[at]))
        return TRUE;
    }
  return FALSE;
}

/* Drops all but the first of versions with one stamp; what was seen is the same or is united. */
static void
drop_twins (GPtrArray *versions)
{
  g_ptr_array_sort (versions, compare_versions);
  for (guint i = 1; i < versions->len;)
    {
      EarVersion *kept = versions->pdata[i - 1];
      EarVersion *twin = versions->pdata[i];

      if (!ear_stamp_equal (&kept->stamp, &twin->stamp))
        {
          i++;
          continue;
        }
      ear_seen_add_all (&kept->seen, &twin->seen);
      g_ptr_array_remove_index (versions, i);
    }
}

/* A device's later value takes over what its earlier one had seen, also where a window that was opened before the
 * earlier one wrote it; or else a third device could come to another state by another road. */
static void
take_over_seen (GPtrArray *versions)
{
  for (guint i = 0; i < versions->len; i++)
    {
      EarVersion *later = versions->pdata[i];

      /* Latest first: what follows is earlier. */
      for (guint j = i + 1; j < versions->len; j++)
        {
          const EarVersion *earlier = versions->pdata[j];

          if (ear_id_equal (&later->stamp.device, &earlier->stamp.device))
            ear_seen_add_all (&later->seen, &earlier->seen);
        }
    }
}

static EarReplaced *
replaced_new (guint field, EarVersion *version)
{
  EarReplaced *replaced = g_new0 (EarReplaced, 1);

  replaced->field = field;
  replaced->version = version;
  return replaced;
}

static void
replaced_free (EarReplaced *replaced)
{
  ear_version_free (replaced->version);
  g_free (replaced);
}

static void
drop_superseded (GPtrArray *versions, guint field, EarJoin *join)
{
  g_autoptr (GArray) dropped = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < versions->len; i++)
    {
      if (is_superseded (versions, i))
        g_array_append_val (dropped, i);
    }
  /* Only a forged file says of all that they had been seen: a field that has a value keeps one. */
  if (dropped->len > 0 && dropped->len == versions->len)
    g_array_remove_index (dropped, 0);
  for (guint i = dropped->len; i > 0; i--)
    {
      guint at = g_array_index (dropped, guint, i - 1);

      g_ptr_array_add (join->replaced, replaced_new (field, g_ptr_array_steal_index (versions, at)));
    }
}

/* @versions, latest first, become the state of @field. */
static void
put_versions (EarField *field, GPtrArray *versions)
{
  ear_version_clear (&field->shown);
  g_clear_pointer (&field->rivals, g_ptr_array_unref);
  if (versions->len == 0)
    return;

  {
    g_autofree EarVersion *first = g_ptr_array_steal_index (versions, 0);

    field->shown = *first;
  }
  if (versions->len > 0)
    {
      field->rivals = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_version_free);
      g_ptr_array_extend_and_steal (field->rivals, g_ptr_array_ref (versions));
    }
}

static gboolean
same_version (const EarVersion *a, const EarVersion *b)
{
  return ear_stamp_equal (&a->stamp, &b->stamp) && ear_seen_equal (&a->seen, &b->seen)
         && g_strcmp0 (a->value, b->value) == 0;
}

static gboolean
same_field (const EarField *a, const EarField *b)
{
  guint n = a->rivals != NULL ? a->rivals->len : 0;

  if (!same_version (&a->shown, &b->shown) || n != (b->rivals != NULL ? b->rivals->len : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      if (!same_version (a->rivals->pdata[i], b->rivals->pdata[i]))
        return FALSE;
    }
  return TRUE;
}

/* Whether a rival of @after, or its loss to one, is new in that @before did not hold it. */
static gboolean
has_new_conflict (const EarField *before, const EarField *after)
{
  if (!ear_field_in_conflict (after))
    return FALSE;
  if (!holds (before, &after->shown.stamp))
    return TRUE;
  for (guint i = 0; i < after->rivals->len; i++)
    {
      if (!holds (before, &((EarVersion *) after->rivals->pdata[i])->stamp))
        return TRUE;
    }
  return FALSE;
}

static void
join_field (EarField *mine, const EarField *theirs, guint number, EarJoin *join)
{
  g_autoptr (GPtrArray) versions = NULL;
  EarField before = *mine;

  if (is_none (&theirs->shown) || same_field (mine, theirs))
    return;

  versions = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_version_free);
  collect (versions, mine);
  collect (versions, theirs);
  drop_twins (versions);
  take_over_seen (versions);
  drop_superseded (versions, number, join);

  *mine = (EarField) { 0 };
  put_versions (mine, versions);
  if (!same_field (&before, mine))
    {
      join->changed = TRUE;
      if (g_strcmp0 (before.shown.value, mine->shown.value) != 0)
        join->shown |= G_GUINT64_CONSTANT (1) << number;
      if (has_new_conflict (&before, mine))
        join->conflicts |= G_GUINT64_CONSTANT (1) << number;
    }
  ear_version_clear (&before.shown);
  g_clear_pointer (&before.rivals, g_ptr_array_unref);
}

static gboolean
add_owner_cb (EarKind kind G_GNUC_UNUSED, const EarId *owner, gpointer record)
{
  ear_record_add_once (record, owner);
  return FALSE;
}

static gboolean
is_owner_now (const EarField *field, const EarId *id)
{
  char text[EAR_ID_TEXT_SIZE];

  ear_id_format (id, text);
  if (g_strcmp0 (field->shown.value, text) == 0)
    return TRUE;
  for (guint i = 0; field->rivals != NULL && i < field->rivals->len; i++)
    {
      if (g_strcmp0 (((EarVersion *) field->rivals->pdata[i])->value, text) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
same_once (const GArray *a, const GArray *b)
{
  guint n = a != NULL ? a->len : 0;

  return n == (b != NULL ? b->len : 0) && (n == 0 || memcmp (a->data, b->data, n * sizeof (EarId)) == 0);
}

/* Whom a record belonged to before only ever grows: a voice that was moved from one speaker to another is still erased
 * with the first, wherever and whenever the two meet. Were a superseded speaker forgotten, a device that heard of the
 * move before the erasure would keep what one that heard of it after has erased, and merging would be no join. What
 * is said now is not said again, so that equal states are equal bytes. @before is everybody it belonged to. */
static void
join_once (EarRecord *mine, EarRecord *before, EarJoin *join)
{
  int number = ear_kind_owner_field (mine->kind);

  for (guint i = before->once == NULL ? 0 : before->once->len; i > 0; i--)
    {
      if (is_owner_now (&mine->fields[number], &g_array_index (before->once, EarId, i - 1)))
        g_array_remove_index (before->once, i - 1);
    }
  if (same_once (mine->once, before->once))
    return;
  join->changed = TRUE;
  g_clear_pointer (&mine->once, g_array_unref);
  if (before->once->len > 0)
    mine->once = g_steal_pointer (&before->once);
}

static gboolean
has_owners (const EarRecord *mine, const EarRecord *theirs)
{
  int number = ear_kind_owner_field (mine->kind);

  return number >= 0
         && (mine->once != NULL || theirs->once != NULL
             || !same_field (&mine->fields[number], &theirs->fields[number]));
}

/**
 * ear_record_join:
 * @mine: the record as it is here; becomes the join
 * @theirs: the same record as it was elsewhere
 * @join: (out caller-allocates): what changed; free with ear_join_clear()
 *
 * Erasure wins over every edit, earlier or later (design, “What may never break”, 4).
 */
void
ear_record_join (EarRecord *mine, const EarRecord *theirs, EarJoin *join)
{
  g_autoptr (EarRecord) before = NULL;

  g_return_if_fail (mine->kind == theirs->kind && ear_id_equal (&mine->id, &theirs->id));

  *join = (EarJoin) { .replaced = g_ptr_array_new_with_free_func ((GDestroyNotify) replaced_free) };
  if (mine->erased)
    return;
  if (theirs->erased)
    {
      EarId id = mine->id;

      ear_record_reset (mine, mine->kind, &id);
      mine->erased = join->erased = join->changed = TRUE;
      return;
    }
  if (has_owners (mine, theirs))
    {
      before = ear_record_new_with_id (mine->kind, &mine->id);
      ear_record_any_owner (mine, add_owner_cb, before);
      ear_record_any_owner (theirs, add_owner_cb, before);
    }
  for (guint i = 0; i < ear_kind_info (mine->kind)->n_fields; i++)
    join_field (&mine->fields[i], &theirs->fields[i], i, join);
  if (before != NULL)
    join_once (mine, before, join);
}

/**
 * ear_record_stamp:
 * @stamp: this device's next stamp
 *
 * Turns what was edited in @record since it was loaded into versions with @stamp, whose author had seen what
 * @record was loaded with. A record that is in no workbook yet gets its presence stamped too.
 */
void
ear_record_stamp (EarRecord *record, const EarStamp *stamp)
{
  if (is_none (&record->fields[EAR_FIELD_DELETED].shown))
    record->edited |= G_GUINT64_CONSTANT (1) << EAR_FIELD_DELETED;

  for (guint i = 0; i < ear_kind_info (record->kind)->n_fields; i++)
    {
      EarField *field = &record->fields[i];

      if (!ear_record_is_edited (record, i))
        continue;
      if (!is_none (&field->shown))
        ear_seen_add (&field->shown.seen, &field->shown.stamp);
      for (guint j = 0; field->rivals != NULL && j < field->rivals->len; j++)
        {
          const EarVersion *rival = field->rivals->pdata[j];

          ear_seen_add (&field->shown.seen, &rival->stamp);
          ear_seen_add_all (&field->shown.seen, &rival->seen);
        }
      ear_seen_remove (&field->shown.seen, &stamp->device);
      field->shown.stamp = *stamp;
      g_clear_pointer (&field->rivals, g_ptr_array_unref);
    }
  record->edited = 0;
}

/**
 * ear_record_same_state:
 *
 * Returns: whether both hold the same versions, and so would give the same bytes in a bundle.
 */
gboolean
ear_record_same_state (const EarRecord *a, const EarRecord *b)
{
  if (a->kind != b->kind || !ear_id_equal (&a->id, &b->id) || a->erased != b->erased || !same_once (a->once, b->once))
    return FALSE;
  for (guint i = 0; i < ear_kind_info (a->kind)->n_fields; i++)
    {
      if (!same_field (&a->fields[i], &b->fields[i]))
        return FALSE;
    }
  return TRUE;
}

/**
 * ear_field_in_conflict:
 *
 * Returns: whether a rival says something else than what shows. Two people who said the same unknown to each
 *   other leave nothing to decide.
 */
gboolean
ear_field_in_conflict (const EarField *field)
{
  for (guint i = 0; field->rivals != NULL && i < field->rivals->len; i++)
    {
      if (g_strcmp0 (((EarVersion *) field->rivals->pdata[i])->value, field->shown.value) != 0)
        return TRUE;
    }
  return FALSE;
}

void
ear_join_clear (EarJoin *join)
{
  g_clear_pointer (&join->replaced, g_ptr_array_unref);
}
