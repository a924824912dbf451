/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a merge changes, for a person: record by record up to a limit, and how much each author brings. */
#include "ear-merge-private.h"

#include "ear-outside.h"
#include "ear-terms.h"

#define LABEL_CHARACTERS 120
#define END_CHARACTERS 56 /* of each end of a link */

static void
edit_free (gpointer data)
{
  EarMergeEdit *edit = data;

  g_free (edit->from);
  g_free (edit->to);
  g_free (edit);
}

static void
change_free (gpointer data)
{
  EarMergeChange *change = data;

  g_clear_pointer (&change->edits, g_ptr_array_unref);
  g_free (change->label);
  g_free (change->published);
  g_free (change);
}

static void
author_free (gpointer data)
{
  EarMergeAuthor *author = data;

  g_free (author->name);
  g_free (author->organisation);
  g_free (author);
}

void
ear_merge_gathering_begin (EarMergeGathering *gathering, EarStore *store, EarMergeFile *file)
{
  *gathering = (EarMergeGathering) { .store = store, .file = file };
  gathering->authors = g_hash_table_new (ear_id_hash, ear_id_equal);
  file->changes = g_ptr_array_new_with_free_func (change_free);
  file->authors = g_ptr_array_new_with_free_func (author_free);
}

void
ear_merge_gathering_clear (EarMergeGathering *gathering)
{
  g_clear_pointer (&gathering->authors, g_hash_table_unref);
}

void
ear_merge_file_free (EarMergeFile *file)
{
  if (file == NULL)
    return;
  g_free (file->path);
  g_free (file->name);
  ear_merge_result_clear (&file->result);
  g_free (file->organisation);
  g_free (file->words);
  g_clear_pointer (&file->changes, g_ptr_array_unref);
  g_clear_pointer (&file->authors, g_ptr_array_unref);
  g_free (file);
}

/* Which field a person knows a record by; -1: by both ends of the link that it is. */
static int
naming_field (EarKind kind)
{
  const EarKindInfo *info = ear_kind_info (kind);

  if (kind == EAR_KIND_SESSION)
    return EAR_SESSION_TITLE;
  if (kind == EAR_KIND_CONTRIBUTION)
    return EAR_CONTRIBUTION_TEXT;
  for (guint i = 1; i < info->n_fields; i++)
    {
      if ((info->fields[i].flags & EAR_FIELD_REQUIRED) && info->fields[i].type == EAR_TYPE_LINE)
        return (int) i;
    }
  return -1;
}

/* One line of at most @most characters. */
static char *
shorten (const char *text, glong most)
{
  g_autofree char *line = NULL;

  if (text == NULL)
    return NULL;
  line = g_strdelimit (g_strdup (text), "\n\t", ' ');
  if (g_utf8_strlen (line, -1) > most)
    {
      g_autofree char *begin = g_utf8_substring (line, 0, most - 1);
      g_autofree char *whole = g_strconcat (begin, "…", NULL);

      return ear_outside_text (whole);
    }
  return ear_outside_text (line);
}

static const char *
own_name (const EarRecord *record)
{
  int field = naming_field (record->kind);
  const char *name = field < 0 ? NULL : ear_record_get (record, (guint) field);

  if (name == NULL && record->kind == EAR_KIND_CONTRIBUTION)
    name = ear_record_get (record, EAR_CONTRIBUTION_ORIGINAL);
  if (name == NULL && record->kind == EAR_KIND_SESSION)
    name = ear_record_get (record, EAR_SESSION_STARTED);
  return name;
}

/**
 * ear_merge_look_up:
 *
 * Returns: (transfer full) (nullable): the record as it is here, or else as it waits.
 */
EarRecord *
ear_merge_look_up (EarStore *store, EarKind kind, const EarId *id)
{
  EarRecord *record = ear_store_get (store, kind, id, NULL);

  return record != NULL ? record : ear_store_find_waiting (store, kind, id, NULL);
}

static char *
name_end (EarStore *store, EarKind kind, const EarId *id)
{
  g_autoptr (EarRecord) end = ear_merge_look_up (store, kind, id);

  return end == NULL ? NULL : shorten (own_name (end), END_CHARACTERS);
}

/* "Transport – The bus never came": the ends that are known. */
static char *
name_link (EarStore *store, const EarRecord *record)
{
  const EarKindInfo *info = ear_kind_info (record->kind);
  g_autoptr (GString) label = g_string_new (NULL);

  for (guint i = 1; i < info->n_fields; i++)
    {
      g_autofree char *name = NULL;
      EarId id;

      if (!(info->fields[i].flags & EAR_FIELD_REQUIRED) || info->fields[i].type != EAR_TYPE_REFERENCE
          || !ear_record_get_id (record, i, &id))
        continue;
      name = name_end (store, info->fields[i].target, &id);
      if (name == NULL)
        continue;
      if (label->len > 0)
        g_string_append (label, " – ");
      g_string_append (label, name);
    }
  return label->len == 0 ? NULL : g_string_free (g_steal_pointer (&label), FALSE);
}

/**
 * ear_merge_label:
 * @record: as it came
 *
 * Returns: (transfer full) (nullable): what a person calls it, in one short line.
 */
char *
ear_merge_label (EarStore *store, const EarRecord *record)
{
  g_autoptr (EarRecord) here = NULL;

  if (naming_field (record->kind) < 0)
    return name_link (store, record);
  if (own_name (record) != NULL)
    return shorten (own_name (record), LABEL_CHARACTERS);
  /* Its words may be withheld from the bundle and yet be here. */
  here = ear_store_get (store, record->kind, &record->id, NULL);
  return here == NULL ? NULL : shorten (own_name (here), LABEL_CHARACTERS);
}

static EarMergeAuthor *
find_author (EarMergeGathering *self, const EarId *id)
{
  EarMergeAuthor *author = g_hash_table_lookup (self->authors, id);

  if (author != NULL)
    return author;
  author = g_new0 (EarMergeAuthor, 1);
  author->author = *id;
  g_ptr_array_add (self->file->authors, author);
  g_hash_table_insert (self->authors, &author->author, author);
  return author;
}

/* Whether one more change of this sort is to be listed. */
gboolean
ear_merge_gathering_lists (EarMergeGathering *self, EarKind kind, EarOutcome outcome, EarMergeFate fate)
{
  return outcome != EAR_OUTCOME_UNCHANGED && self->listed[fate][kind][outcome] < EAR_MERGE_MAX_LISTED;
}

/**
 * ear_merge_gather:
 * @record: as it came
 * @label: (nullable): for an erased record, what it was called
 *
 * Takes note of one record of the file.
 */
void
ear_merge_gather (EarMergeGathering *self, const EarRecord *record, EarOutcome outcome, EarMergeFate fate, gboolean conflict,
                  gboolean removes_others, const char *label)
{
  EarMergeAuthor *author;
  EarMergeChange *change;
  EarId id;

  ear_record_latest (record, &id);
  author = find_author (self, &id);
  author->n_conflicts += conflict && fate == EAR_MERGE_TAKEN;
  if (fate == EAR_MERGE_QUARANTINED)
    author->n_quarantined++;
  else
    author->counts[outcome]++;
  if (!ear_merge_gathering_lists (self, record->kind, outcome, fate))
    return;

  self->listed[fate][record->kind][outcome]++;
  change = g_new0 (EarMergeChange, 1);
  change->kind = record->kind;
  change->id = record->id;
  change->author = id;
  change->outcome = outcome;
  change->fate = fate;
  change->conflict = conflict;
  change->removes_others = removes_others;
  change->label = outcome == EAR_OUTCOME_ERASED ? g_strdup (label) : ear_merge_label (self->store, record);
  if (record->kind == EAR_KIND_THEME)
    ear_record_get_id (record, EAR_THEME_SPLIT_FROM, &change->part_of);
  if (record->kind == EAR_KIND_DEVICE && outcome == EAR_OUTCOME_ADDED)
    change->published = shorten (ear_record_get (record, EAR_DEVICE_CODEBOOK_VERSION), LABEL_CHARACTERS);
  g_ptr_array_add (self->file->changes, change);
}

static char *
spell_value (EarStore *store, const EarFieldInfo *info, const EarRecord *record, guint field)
{
  const char *value = ear_record_get (record, field);
  EarId id;

  if (value != NULL && info->type == EAR_TYPE_REFERENCE && ear_record_get_id (record, field, &id))
    return name_end (store, info->target, &id);
  if (value != NULL && info->terms != NULL)
    return g_strdup (ear_term_label (info->terms, value));
  return shorten (value, LABEL_CHARACTERS);
}

static void
add_edits (EarStore *store, EarMergeChange *change, const EarStoreJoined *joined, const EarRecord *now)
{
  change->edits = g_ptr_array_new_with_free_func (edit_free);
  for (guint i = 1; i < ear_kind_info (change->kind)->n_fields; i++)
    {
      EarMergeEdit *edit;

      if ((joined->shown & (G_GUINT64_CONSTANT (1) << i)) == 0)
        continue;
      edit = g_new0 (EarMergeEdit, 1);
      edit->field = i;
      edit->from = spell_value (store, ear_field_info (change->kind, i), joined->before, i);
      edit->to = spell_value (store, ear_field_info (change->kind, i), now, i);
      g_ptr_array_add (change->edits, edit);
    }
}

/**
 * ear_merge_gather_edits:
 *
 * Takes note of what changes in the record that was gathered last, if it is listed: from what to what.
 */
void
ear_merge_gather_edits (EarMergeGathering *self, const EarStoreJoined *joined)
{
  GPtrArray *changes = self->file->changes;
  EarMergeChange *change = changes->len == 0 ? NULL : changes->pdata[changes->len - 1];
  g_autoptr (EarRecord) now = NULL;

  if (joined->before == NULL || change == NULL || change->edits != NULL || change->kind != joined->before->kind
      || !ear_id_equal (&change->id, &joined->before->id))
    return;
  now = ear_store_get (self->store, change->kind, &change->id, NULL);
  if (now != NULL)
    add_edits (self->store, change, joined, now);
}

static guint
weigh (const EarMergeAuthor *author)
{
  guint weight = author->n_quarantined;

  for (guint i = 0; i < EAR_N_OUTCOMES; i++)
    weight += i == EAR_OUTCOME_UNCHANGED ? 0 : author->counts[i];
  return weight;
}

static int
compare_authors (gconstpointer a, gconstpointer b)
{
  const EarMergeAuthor *one = *(const EarMergeAuthor *const *) a;
  const EarMergeAuthor *other = *(const EarMergeAuthor *const *) b;

  if (weigh (one) != weigh (other))
    return weigh (one) > weigh (other) ? -1 : 1;
  return ear_id_compare (&one->author, &other->author);
}

/* Names the authors, while what the file brought can still be looked up. */
void
ear_merge_gathering_end (EarMergeGathering *self)
{
  g_ptr_array_sort (self->file->authors, compare_authors);
  for (guint i = 0; i < self->file->authors->len; i++)
    {
      EarMergeAuthor *author = self->file->authors->pdata[i];

      author->name = ear_merge_device_name (self->store, &author->author);
      author->organisation = ear_merge_device_organisation (self->store, &author->author);
    }
}

/* A field of a record that is perhaps not there, as it may stand in a sentence. */
static char *
outside (const EarRecord *record, guint field)
{
  const char *value = record == NULL ? NULL : ear_record_get (record, field);

  return value == NULL ? NULL : ear_outside_text (value);
}

/**
 * ear_merge_device_name:
 *
 * Returns: (transfer full) (nullable): a device's name, as far as this workbook knows it.
 */
char *
ear_merge_device_name (EarStore *store, const EarId *device)
{
  g_autoptr (EarRecord) record = ear_merge_look_up (store, EAR_KIND_DEVICE, device);

  return outside (record, EAR_DEVICE_NAME);
}

char *
ear_merge_device_organisation (EarStore *store, const EarId *device)
{
  g_autoptr (EarRecord) record = ear_merge_look_up (store, EAR_KIND_DEVICE, device);
  g_autoptr (EarRecord) organisation = NULL;
  EarId id;

  if (record == NULL || !ear_record_get_id (record, EAR_DEVICE_ORGANISATION, &id))
    return NULL;
  organisation = ear_merge_look_up (store, EAR_KIND_ORGANISATION, &id);
  return outside (organisation, EAR_ORGANISATION_NAME);
}
