/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "part-judge.h"

#include <string.h>

#include "part-consent.h"
#include "part-world.h"

typedef struct
{
  const EarExportOptions *options; /* NULL: all */
  gboolean is_part;
  GHashTable *records[EAR_N_KINDS]; /* EarId → EarRecord */
  GHashTable *voices;  /* of a part: ids that leave with something of them */
  GHashTable *reasons; /* of a part: speakers and sessions that say what may be done with a voice of it */
  GHashTable *sessions, *heard, *speakers, *actions, *together, *items, *own_items;
  GHashTable *devices; /* that are named, in the end */
  GHashTable *judged;
} Judge;

static GHashTable *
id_set (void)
{
  return g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, NULL);
}

static void
add_id (GHashTable *set, const EarId *id)
{
  g_hash_table_add (set, g_memdup2 (id, sizeof *id));
}

static gboolean
load_cb (const EarRecord *record, gpointer data, GError **error G_GNUC_UNUSED)
{
  Judge *judge = data;
  EarRecord *copy = ear_record_copy (record);

  g_hash_table_insert (judge->records[record->kind], &copy->id, copy);
  return TRUE;
}

static const EarRecord *
find (Judge *judge, EarKind kind, const EarId *id)
{
  return g_hash_table_lookup (judge->records[kind], id);
}

static const EarRecord *
referred (Judge *judge, const EarRecord *record, guint field)
{
  EarId id;

  return ear_record_get_id (record, field, &id) ? find (judge, ear_field_info (record->kind, field)->target, &id) : NULL;
}

static gboolean
refers_into (const EarRecord *record, guint field, GHashTable *set)
{
  EarId id;

  return ear_record_get_id (record, field, &id) && g_hash_table_contains (set, &id);
}

static gboolean
is_live (const EarRecord *record)
{
  return record != NULL && !record->erased && !ear_record_is_deleted (record);
}

/* --- Consent --- */

static const EarRecord *
find_cb (gpointer judge, EarKind kind, const EarId *id)
{
  return find (judge, kind, id);
}

static PartLeave
leave_of_voice (Judge *judge, const EarRecord *voice)
{
  return part_leave_of_voice (voice, find_cb, judge);
}

/* --- Groups --- */

static gboolean
is_asked_for (const EarId *ids, guint n, const EarId *id)
{
  for (guint i = 0; i < n; i++)
    {
      if (ear_id_equal (&ids[i], id))
        return TRUE;
    }
  return FALSE;
}

static gboolean
group_is_in (Judge *judge, const EarId *id)
{
  const EarRecord *group = find (judge, EAR_KIND_GROUP, id);

  if (!is_live (group))
    return FALSE;
  for (; group != NULL; group = referred (judge, group, EAR_GROUP_PARENT))
    {
      if (is_live (group) && is_asked_for (judge->options->groups, judge->options->n_groups, &group->id))
        return TRUE;
    }
  return FALSE;
}

/* Counts the live links of @kind from @from, and those of them that lead to a group that was asked for. */
static guint
count_links (Judge *judge, EarKind kind, guint from_field, const EarId *from, guint group_field, guint *n_in)
{
  GHashTableIter iter;
  gpointer value;
  guint n = 0;

  *n_in = 0;
  g_hash_table_iter_init (&iter, judge->records[kind]);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const EarRecord *link = value;
      EarId end, group;

      if (!is_live (link) || !ear_record_get_id (link, from_field, &end) || !ear_id_equal (&end, from))
        continue;
      n++;
      *n_in += ear_record_get_id (link, group_field, &group) && group_is_in (judge, &group);
    }
  return n;
}

static gboolean
voice_is_of_groups (Judge *judge, const EarRecord *voice)
{
  guint n, n_in, n_speaker = 0, n_speaker_in = 0;
  EarId id;

  n = count_links (judge, EAR_KIND_CONTRIBUTION_GROUP, EAR_CONTRIBUTION_GROUP_CONTRIBUTION, &voice->id,
                   EAR_CONTRIBUTION_GROUP_GROUP, &n_in);
  if (ear_record_get_id (voice, EAR_CONTRIBUTION_PARTICIPANT, &id))
    n_speaker = count_links (judge, EAR_KIND_PARTICIPANT_GROUP, EAR_PARTICIPANT_GROUP_PARTICIPANT, &id,
                             EAR_PARTICIPANT_GROUP_GROUP, &n_speaker_in);
  if (n + n_speaker > 0)
    return n_in + n_speaker_in > 0;
  return ear_record_get_id (voice, EAR_CONTRIBUTION_SESSION, &id)
         && count_links (judge, EAR_KIND_SESSION_GROUP, EAR_SESSION_GROUP_SESSION, &id, EAR_SESSION_GROUP_GROUP, &n_in) == 1
         && n_in == 1;
}

/* --- What a part holds --- */

static gboolean
voice_is_in (Judge *judge, const EarRecord *voice)
{
  return !judge->options->lists_only && !voice->erased
         && (refers_into (voice, EAR_CONTRIBUTION_SESSION, judge->sessions) || voice_is_of_groups (judge, voice));
}

static void
find_voices (Judge *judge)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, judge->records[EAR_KIND_CONTRIBUTION]);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const EarRecord *voice = value;
      EarId id;

      if (!voice_is_in (judge, voice) || leave_of_voice (judge, voice) < PART_NO_WORDS)
        continue;
      add_id (judge->voices, &voice->id);
      if (ear_record_get_id (voice, EAR_CONTRIBUTION_SESSION, &id))
        add_id (judge->heard, &id);
      if (ear_record_get_id (voice, EAR_CONTRIBUTION_PARTICIPANT, &id))
        add_id (judge->speakers, &id);
    }
}

static gboolean
says_otherwise_now (const EarRecord *record)
{
  const EarField *permission;
  guint field;

  if (record == NULL || record->erased)
    return FALSE;
  g_assert_true (ear_field_from_name (record->kind, "permission", &field));
  permission = &record->fields[field];
  return permission->rivals != NULL
         || (permission->shown.stamp.clock != 0
             && ear_stamp_compare (&permission->shown.stamp, &record->fields[EAR_FIELD_DELETED].shown.stamp) != 0);
}

/* Whom and what the voice may belong to by @field, as far as others must be told what they say of it. */
static void
find_reasons_of (Judge *judge, const EarRecord *voice, PartLeave leave, guint field)
{
  for (guint i = 0; i < part_count_values (voice, field); i++)
    {
      const EarVersion *version = part_value_of (voice, field, i);
      EarId id;

      if (version->value == NULL || !ear_id_parse (version->value, &id))
        continue;
      if (leave >= PART_BELONGING || (i == 0 && says_otherwise_now (find (judge, ear_field_info (voice->kind, field)->target, &id))))
        add_id (judge->reasons, &id);
    }
}

static void
find_reasons (Judge *judge)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, judge->records[EAR_KIND_CONTRIBUTION]);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const EarRecord *voice = value;

      if (!voice_is_in (judge, voice))
        continue;
      find_reasons_of (judge, voice, leave_of_voice (judge, voice), EAR_CONTRIBUTION_PARTICIPANT);
      find_reasons_of (judge, voice, leave_of_voice (judge, voice), EAR_CONTRIBUTION_SESSION);
    }
}

/* From each record of @kind whose @from is in @set: where @to leads, or itself where that is 0. */
static void
follow (Judge *judge, EarKind kind, guint from, GHashTable *set, guint to, GHashTable *into)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, judge->records[kind]);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const EarRecord *record = value;
      EarId id = record->id;

      if (!record->erased && refers_into (record, from, set) && (to == 0 || (is_live (record) && ear_record_get_id (record, to, &id))))
        add_id (into, &id);
    }
}

/* Somebody said so and nobody who had seen that took it back, or the device alone denies it. */
static gboolean
is_revoked (const EarRecord *device)
{
  const EarVersion *shown = part_value_of (device, EAR_DEVICE_REVOKED, 0);
  gboolean revoked = shown->stamp.clock != 0 && ear_id_equal (&shown->stamp.device, &device->id);

  for (guint i = 0; i < part_count_values (device, EAR_DEVICE_REVOKED); i++)
    revoked = revoked || part_value_of (device, EAR_DEVICE_REVOKED, i)->value != NULL;
  return revoked;
}

/* What the live links of @kind connect with a group that was asked for. */
static void
find_of_groups (Judge *judge, EarKind kind, guint group_field, guint to, GHashTable *into)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, judge->records[kind]);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const EarRecord *link = value;
      EarId group, id;

      if (!link->erased && is_live (link) && ear_record_get_id (link, group_field, &group) && group_is_in (judge, &group)
          && ear_record_get_id (link, to, &id))
        add_id (into, &id);
    }
}

static gboolean
is_in_part (Judge *judge, const EarRecord *record)
{
  EarId group;

  switch (record->kind)
    {
    case EAR_KIND_ORGANISATION:
    case EAR_KIND_PLACE:
    case EAR_KIND_GROUP:
    case EAR_KIND_THEME:
    case EAR_KIND_STRATEGY:
    case EAR_KIND_PRIORITY:
    case EAR_KIND_MAPPING:
    case EAR_KIND_TARGET:
      return TRUE;
    case EAR_KIND_DEVICE:
      return is_revoked (record) || ear_record_get (record, EAR_DEVICE_CODEBOOK_VERSION) != NULL
             || g_hash_table_contains (judge->devices, &record->id);
    case EAR_KIND_SESSION:
      return g_hash_table_contains (judge->sessions, &record->id) || g_hash_table_contains (judge->heard, &record->id);
    case EAR_KIND_SESSION_GROUP:
      return refers_into (record, EAR_SESSION_GROUP_SESSION, judge->sessions)
             || (refers_into (record, EAR_SESSION_GROUP_SESSION, judge->heard)
                 && ear_record_get_id (record, EAR_SESSION_GROUP_GROUP, &group) && group_is_in (judge, &group));
    case EAR_KIND_PARTICIPANT:
      return g_hash_table_contains (judge->speakers, &record->id);
    case EAR_KIND_PARTICIPANT_GROUP:
      return refers_into (record, EAR_PARTICIPANT_GROUP_PARTICIPANT, judge->speakers);
    case EAR_KIND_CONTRIBUTION:
      return g_hash_table_contains (judge->voices, &record->id) || voice_is_in (judge, record);
    case EAR_KIND_CONTRIBUTION_GROUP:
      return refers_into (record, EAR_CONTRIBUTION_GROUP_CONTRIBUTION, judge->voices);
    case EAR_KIND_CODING:
      return refers_into (record, EAR_CODING_CONTRIBUTION, judge->voices);
    case EAR_KIND_ACTION:
      return g_hash_table_contains (judge->actions, &record->id);
    case EAR_KIND_ACTION_CONTRIBUTION:
      return refers_into (record, EAR_ACTION_CONTRIBUTION_ACTION, judge->actions)
             && refers_into (record, EAR_ACTION_CONTRIBUTION_CONTRIBUTION, judge->voices);
    case EAR_KIND_ACTION_THEME:
      return refers_into (record, EAR_ACTION_THEME_ACTION, judge->actions);
    case EAR_KIND_ACTION_PRIORITY:
      return refers_into (record, EAR_ACTION_PRIORITY_ACTION, judge->actions);
    case EAR_KIND_ACTION_GROUP:
      return refers_into (record, EAR_ACTION_GROUP_ACTION, judge->actions);
    case EAR_KIND_ACTION_STEP:
      return refers_into (record, EAR_ACTION_STEP_ACTION, judge->actions);
    case EAR_KIND_ACTION_TELLING:
      return refers_into (record, EAR_ACTION_TELLING_ACTION, judge->actions);
    case EAR_KIND_COPRODUCTION:
      return g_hash_table_contains (judge->together, &record->id);
    case EAR_KIND_COPRODUCTION_GROUP:
      return refers_into (record, EAR_COPRODUCTION_GROUP_COPRODUCTION, judge->together)
             && ear_record_get_id (record, EAR_COPRODUCTION_GROUP_GROUP, &group) && group_is_in (judge, &group);
    case EAR_KIND_AGENDA_ITEM:
      return g_hash_table_contains (judge->items, &record->id);
    case EAR_KIND_AGENDA_INPUT:
      return refers_into (record, EAR_AGENDA_INPUT_CONTRIBUTION, judge->voices);
    case EAR_KIND_AGENDA_SUPPORT:
      return refers_into (record, EAR_AGENDA_SUPPORT_ITEM, judge->own_items);
    case EAR_KIND_AGENDA_ACTION:
      return refers_into (record, EAR_AGENDA_ACTION_ITEM, judge->items)
             && refers_into (record, EAR_AGENDA_ACTION_ACTION, judge->actions);
    case EAR_N_KINDS:
      break;
    }
  g_assert_not_reached ();
}

static PartLeave
leave_of (Judge *judge, const EarRecord *record)
{
  const EarKindInfo *info = ear_kind_info (record->kind);

  if (judge->is_part && !is_in_part (judge, record))
    return (record->kind == EAR_KIND_PARTICIPANT || record->kind == EAR_KIND_SESSION)
               && g_hash_table_contains (judge->reasons, &record->id)
             ? PART_REASON
             : PART_NOTHING;
  if (record->kind == EAR_KIND_CONTRIBUTION)
    return leave_of_voice (judge, record);
  for (guint i = 0; i < info->n_fields; i++)
    {
      const EarRecord *voice;

      if (info->fields[i].type != EAR_TYPE_REFERENCE || info->fields[i].target != EAR_KIND_CONTRIBUTION)
        continue;
      voice = referred (judge, record, i);
      return voice == NULL || voice->erased              ? PART_ALL
             : leave_of_voice (judge, voice) < PART_NO_WORDS ? PART_NOTHING
                                                           : leave_of_voice (judge, voice);
    }
  return PART_ALL;
}

/* --- What is said of a record --- */

static void
put_stamp (GString *text, const EarStamp *stamp, const EarStamp *own)
{
  char clock[EAR_CLOCK_TEXT_SIZE], id[EAR_ID_TEXT_SIZE];
  const EarStamp *given = stamp->clock == 0 ? own : stamp;

  g_string_append_printf (text, " %s %s", ear_clock_format (given->clock, clock), ear_id_format (&given->device, id));
}

static void
put_seen (GString *text, const EarSeen *seen)
{
  g_string_append (text, " seen");
  for (guint i = 0; i < seen->n; i++)
    put_stamp (text, &seen->stamps[i], NULL);
}

static void
put_version (GString *text, const char *name, const EarVersion *version, const EarStamp *own, gboolean with_seen)
{
  g_string_append_printf (text, "\n%s=%s", name, version->value == NULL ? "" : version->value);
  put_stamp (text, &version->stamp, own);
  if (with_seen)
    put_seen (text, &version->seen);
  else
    g_string_append (text, " seen");
}

static gboolean
field_leaves (const EarRecord *record, guint field, PartLeave leave)
{
  const EarFieldInfo *info = ear_field_info (record->kind, field);

  if (leave == PART_REASON)
    return field == EAR_FIELD_DELETED || (info->flags & EAR_FIELD_REQUIRED) || g_str_equal (info->name, "permission");
  if (leave == PART_PERMISSION_ALONE || leave == PART_BELONGING)
    return field == EAR_FIELD_DELETED || field == EAR_CONTRIBUTION_PERMISSION
           || (leave == PART_BELONGING && (field == EAR_CONTRIBUTION_PARTICIPANT || field == EAR_CONTRIBUTION_SESSION));
  return !(info->flags & EAR_FIELD_LOCAL) && (leave == PART_ALL || !(info->flags & EAR_FIELD_WORDS));
}

static void
note_devices (Judge *judge, const EarVersion *version)
{
  if (version->stamp.clock == 0)
    return;
  add_id (judge->devices, &version->stamp.device);
  for (guint i = 0; i < version->seen.n; i++)
    add_id (judge->devices, &version->seen.stamps[i].device);
}

static void
say_field (Judge *judge, GString *text, const EarRecord *record, guint field)
{
  const EarFieldInfo *info = ear_field_info (record->kind, field);
  const EarField *values = &record->fields[field];
  const EarStamp *own = &record->fields[EAR_FIELD_DELETED].shown.stamp;

  if (field == EAR_FIELD_DELETED ? values->shown.value != NULL
                                 : values->shown.stamp.clock != 0 || (info->flags & EAR_FIELD_REQUIRED))
    put_version (text, info->name, &values->shown, own, field != EAR_FIELD_DELETED);
  note_devices (judge, &values->shown);
  for (guint i = 0; values->rivals != NULL && i < values->rivals->len; i++)
    {
      put_version (text, info->name, values->rivals->pdata[i], own, TRUE);
      note_devices (judge, values->rivals->pdata[i]);
    }
}

static char *
say (Judge *judge, const EarRecord *record, PartLeave leave)
{
  GString *text = g_string_new ("record");
  const EarVersion *presence = &record->fields[EAR_FIELD_DELETED].shown;
  char id[EAR_ID_TEXT_SIZE];

  put_stamp (text, &presence->stamp, NULL);
  put_seen (text, &presence->seen);
  g_string_append (text, " once");
  for (guint i = 0; leave != PART_PERMISSION_ALONE && leave != PART_REASON && record->once != NULL && i < record->once->len; i++)
    g_string_append_printf (text, " %s", ear_id_format (&g_array_index (record->once, EarId, i), id));
  for (guint i = 0; i < ear_kind_info (record->kind)->n_fields; i++)
    {
      if (field_leaves (record, i, leave))
        say_field (judge, text, record, i);
    }
  return g_string_free (text, FALSE);
}

static void
judge_kind (Judge *judge, EarKind kind)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, judge->records[kind]);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const EarRecord *record = value;
      PartLeave leave = record->erased ? PART_ALL : leave_of (judge, record);
      char id[EAR_ID_TEXT_SIZE];

      if (leave != PART_NOTHING)
        g_hash_table_insert (judge->judged, g_strdup_printf ("%s %s", ear_kind_info (kind)->name, ear_id_format (&record->id, id)),
                             record->erased ? g_strdup ("erased") : say (judge, record, leave));
    }
}

static void
judge_devices (Judge *judge, EarStore *store)
{
  guint before;
  EarId own;

  if ((judge->is_part || (judge->options != NULL && judge->options->partner != NULL)) && ear_store_get_device (store, &own, NULL))
    add_id (judge->devices, &own);
  do
    {
      before = g_hash_table_size (judge->devices);
      judge_kind (judge, EAR_KIND_DEVICE);
    }
  while (g_hash_table_size (judge->devices) > before);
}

static void
judge_authors (Judge *judge)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, judge->devices);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      char text[EAR_ID_TEXT_SIZE];

      g_hash_table_insert (judge->judged, g_strdup_printf ("author %s", ear_id_format (id, text)), g_strdup (""));
    }
}

static void
judge_only (Judge *judge, const char *kind, const EarId *ids, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      char text[EAR_ID_TEXT_SIZE];

      g_hash_table_insert (judge->judged, g_strdup_printf ("only %s %s", kind, ear_id_format (&ids[i], text)), g_strdup (""));
    }
}

static void
plan (Judge *judge)
{
  const EarExportOptions *options = judge->options;

  judge->is_part = options != NULL && (options->lists_only || options->n_groups > 0 || options->n_sessions > 0);
  if (!judge->is_part)
    return;
  if (options->lists_only)
    {
      g_hash_table_insert (judge->judged, g_strdup ("only lists "), g_strdup (""));
      return;
    }
  judge_only (judge, "session", options->sessions, options->n_sessions);
  judge_only (judge, "group", options->groups, options->n_groups);
  for (guint i = 0; i < options->n_sessions; i++)
    add_id (judge->sessions, &options->sessions[i]);
  find_voices (judge);
  find_reasons (judge);
  follow (judge, EAR_KIND_PARTICIPANT, EAR_PARTICIPANT_SESSION, judge->sessions, 0, judge->speakers);
  follow (judge, EAR_KIND_ACTION_CONTRIBUTION, EAR_ACTION_CONTRIBUTION_CONTRIBUTION, judge->voices,
          EAR_ACTION_CONTRIBUTION_ACTION, judge->actions);
  find_of_groups (judge, EAR_KIND_ACTION_GROUP, EAR_ACTION_GROUP_GROUP, EAR_ACTION_GROUP_ACTION, judge->actions);
  find_of_groups (judge, EAR_KIND_COPRODUCTION_GROUP, EAR_COPRODUCTION_GROUP_GROUP, EAR_COPRODUCTION_GROUP_COPRODUCTION,
                  judge->together);
  follow (judge, EAR_KIND_AGENDA_ITEM, EAR_AGENDA_ITEM_SESSION, judge->sessions, 0, judge->own_items);
  follow (judge, EAR_KIND_AGENDA_ITEM, EAR_AGENDA_ITEM_SESSION, judge->sessions, 0, judge->items);
  follow (judge, EAR_KIND_AGENDA_INPUT, EAR_AGENDA_INPUT_CONTRIBUTION, judge->voices, EAR_AGENDA_INPUT_ITEM, judge->items);
  follow (judge, EAR_KIND_AGENDA_ACTION, EAR_AGENDA_ACTION_ITEM, judge->own_items, EAR_AGENDA_ACTION_ACTION, judge->actions);
}

GHashTable *
part_judge (EarStore *store, const EarExportOptions *options)
{
  Judge judge = { .options = options, .judged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) };
  GHashTable **sets[] = { &judge.voices, &judge.reasons, &judge.sessions, &judge.heard, &judge.speakers, &judge.actions, &judge.together, &judge.items,
                           &judge.own_items, &judge.devices };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    *sets[i] = id_set ();
  for (guint i = 0; i < EAR_N_KINDS; i++)
    {
      judge.records[i] = g_hash_table_new_full (ear_id_hash, ear_id_equal, NULL, (GDestroyNotify) ear_record_free);
      ear_store_foreach (store, (EarKind) i, load_cb, &judge, &error);
      g_assert_no_error (error);
    }
  plan (&judge);
  for (guint i = 0; i < EAR_N_KINDS; i++)
    {
      if (i != EAR_KIND_DEVICE)
        judge_kind (&judge, (EarKind) i);
    }
  judge_devices (&judge, store);
  judge_authors (&judge);
  for (guint i = 0; i < EAR_N_KINDS; i++)
    g_hash_table_unref (judge.records[i]);
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    g_hash_table_unref (*sets[i]);
  return judge.judged;
}

/* --- A bundle, read by GLib's parser --- */

typedef struct
{
  GHashTable *found;
  GPtrArray *authors; /* from number 1 */
  char *key;          /* of the record that is open */
  char *own;          /* its stamp */
  GString *record, *text;
} Reader;

static const char *
attribute (const char **names, const char **values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_str_equal (names[i], name))
        return values[i];
    }
  return NULL;
}

static const char *
author (Reader *reader, const char *number)
{
  guint64 n = g_ascii_strtoull (number, NULL, 10);

  g_assert_cmpuint (n, >=, 1);
  g_assert_cmpuint (n, <=, reader->authors->len);
  return reader->authors->pdata[n - 1];
}

static void
read_seen (Reader *reader, const char *seen)
{
  g_auto (GStrv) entries = g_strsplit (seen == NULL ? "" : seen, " ", -1);

  g_string_append (reader->record, " seen");
  for (guint i = 0; entries[i] != NULL; i++)
    {
      g_auto (GStrv) halves = g_strsplit (entries[i], "@", 2);

      g_string_append_printf (reader->record, " %s %s", halves[1], author (reader, halves[0]));
    }
}

static void
begin_record (Reader *reader, const char *element, const char **names, const char **values)
{
  const char *id = attribute (names, values, "id");
  const char *once = attribute (names, values, "once");

  if (g_str_equal (element, "author"))
    {
      g_ptr_array_add (reader->authors, g_strdup (id));
      reader->key = g_strdup_printf ("author %s", id);
      return;
    }
  if (g_str_equal (element, "only"))
    {
      reader->key = g_strdup_printf ("only %s %s", attribute (names, values, "kind"), id == NULL ? "" : id);
      return;
    }
  if (g_str_equal (element, "erased"))
    {
      reader->key = g_strdup_printf ("%s %s", attribute (names, values, "kind"), id);
      g_string_assign (reader->record, "erased");
      return;
    }
  reader->key = g_strdup_printf ("%s %s", element, id);
  reader->own = g_strdup_printf (" %s %s", attribute (names, values, "at"), author (reader, attribute (names, values, "by")));
  g_string_append_printf (reader->record, "record%s", reader->own);
  read_seen (reader, attribute (names, values, "seen"));
  g_string_append_printf (reader->record, " once%s%s", once == NULL ? "" : " ", once == NULL ? "" : once);
}

static void
start_cb (GMarkupParseContext *context, const char *element, const char **names, const char **values, gpointer data,
          GError **error G_GNUC_UNUSED)
{
  Reader *reader = data;
  guint depth = g_slist_length ((GSList *) g_markup_parse_context_get_element_stack (context));

  g_string_truncate (reader->text, 0);
  if (depth == 2)
    begin_record (reader, element, names, values);
  g_assert_cmpuint (depth, <=, 3);
}

/* The value stands before the stamps, so the attributes wait in the reader until the end of the element; GMarkup does not
 * keep them, so they are put down at the start with a mark where the value goes. */
static void
field_start_cb (GMarkupParseContext *context, const char *element, const char **names, const char **values, gpointer data,
                GError **error)
{
  Reader *reader = data;
  const char *at = attribute (names, values, "at");

  start_cb (context, element, names, values, data, error);
  if (g_slist_length ((GSList *) g_markup_parse_context_get_element_stack (context)) != 3)
    return;
  g_string_append_printf (reader->record, "\n%s=\001", element);
  if (at == NULL)
    g_string_append (reader->record, reader->own);
  else
    g_string_append_printf (reader->record, " %s %s", at, author (reader, attribute (names, values, "by")));
  read_seen (reader, attribute (names, values, "seen"));
}

static void
end_cb (GMarkupParseContext *context, const char *element G_GNUC_UNUSED, gpointer data, GError **error G_GNUC_UNUSED)
{
  Reader *reader = data;
  guint depth = g_slist_length ((GSList *) g_markup_parse_context_get_element_stack (context));

  if (depth == 3)
    {
      g_assert_cmpuint (g_string_replace (reader->record, "\001", reader->text->str, 1), ==, 1);
      return;
    }
  if (depth != 2)
    return;
  if (!g_hash_table_insert (reader->found, g_steal_pointer (&reader->key), g_strdup (reader->record->str)))
    g_error ("A record comes twice.");
  g_string_truncate (reader->record, 0);
  g_clear_pointer (&reader->own, g_free);
}

static void
text_cb (GMarkupParseContext *context G_GNUC_UNUSED, const char *text, gsize size, gpointer data, GError **error G_GNUC_UNUSED)
{
  g_string_append_len (((Reader *) data)->text, text, (gssize) size);
}

GHashTable *
part_read (const char *bundle)
{
  static const GMarkupParser parser = { field_start_cb, end_cb, text_cb, NULL, NULL };
  Reader reader = { .found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
                    .authors = g_ptr_array_new_with_free_func (g_free),
                    .record = g_string_new (NULL),
                    .text = g_string_new (NULL) };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &reader, NULL);
  g_autoptr (GError) error = NULL;

  g_markup_parse_context_parse (context, bundle, -1, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  g_ptr_array_unref (reader.authors);
  g_string_free (reader.record, TRUE);
  g_string_free (reader.text, TRUE);
  return reader.found;
}

/* --- Comparing --- */

static void
assert_holds (GHashTable *all, GHashTable *some, const char *what)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, some);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const char *other = g_hash_table_lookup (all, key);

      if (other == NULL)
        g_error ("%s: %s\n%s", what, (const char *) key, (const char *) value);
      if (!g_str_equal (other, value))
        g_error ("Not the same of %s:\n%s\nand\n%s", (const char *) key, (const char *) value, other);
    }
}

/* Every word of the bytes is in something that may leave: not in a comment, an attribute or a file name. */
static void
check_words (const char *bundle, GHashTable *expected)
{
  g_autoptr (GString) all = g_string_new (NULL);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, expected);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_string_append_printf (all, "\n%s", (const char *) value);
  for (const char *at = strstr (bundle, PART_WORD); at != NULL; at = strstr (at + 1, PART_WORD))
    {
      g_autofree char *word = g_strndup (at, (gsize) (strchr (at, 'x') - at) + 1);

      if (strstr (all->str, word) == NULL)
        g_error ("The bundle holds “%s”, which may not leave.", word);
    }
  g_assert_null (strstr (bundle, PART_LOCAL));
}

void
part_compare (const char *bundle, GHashTable *expected, GHashTable *found)
{
  assert_holds (found, expected, "The bundle lacks this");
  assert_holds (expected, found, "The bundle holds this, which may not leave");
  check_words (bundle, expected);
}
