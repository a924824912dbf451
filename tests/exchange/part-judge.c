/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "part-judge-private.h"

#include "part-judge.h"
#include "part-world.h"

static GHashTable *
id_set (void)
{
  return g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, NULL);
}

void
part_add_id (GHashTable *set, const EarId *id)
{
  g_hash_table_add (set, g_memdup2 (id, sizeof *id));
}

static gboolean
load_cb (const EarRecord *record, gpointer data, GError **error G_GNUC_UNUSED)
{
  PartJudge *judge = data;
  EarRecord *copy = ear_record_copy (record);

  g_hash_table_insert (judge->records[record->kind], &copy->id, copy);
  return TRUE;
}

const EarRecord *
part_find (PartJudge *judge, EarKind kind, const EarId *id)
{
  return g_hash_table_lookup (judge->records[kind], id);
}

static const EarRecord *
referred (PartJudge *judge, const EarRecord *record, guint field)
{
  EarId id;

  return ear_record_get_id (record, field, &id) ? part_find (judge, ear_field_info (record->kind, field)->target, &id) : NULL;
}

static gboolean
refers_into (const EarRecord *record, guint field, GHashTable *set)
{
  EarId id;

  return ear_record_get_id (record, field, &id) && g_hash_table_contains (set, &id);
}

gboolean
part_is_live (const EarRecord *record)
{
  return record != NULL && !record->erased && !ear_record_is_deleted (record);
}

/* --- Consent --- */

static const EarRecord *
find_cb (gpointer judge, EarKind kind, const EarId *id)
{
  return part_find (judge, kind, id);
}

PartLeave
part_leave (PartJudge *judge, const EarRecord *voice)
{
  return part_leave_of_voice (voice, find_cb, judge);
}

const char *
part_permission_of (PartJudge *judge, const EarRecord *voice)
{
  return part_permission (voice, find_cb, judge);
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

gboolean
part_group_is_in (PartJudge *judge, const EarId *id)
{
  const EarRecord *group = part_find (judge, EAR_KIND_GROUP, id);

  if (!part_is_live (group))
    return FALSE;
  for (; group != NULL; group = referred (judge, group, EAR_GROUP_PARENT))
    {
      if (part_is_live (group) && is_asked_for (judge->options->groups, judge->options->n_groups, &group->id))
        return TRUE;
    }
  return FALSE;
}

/* Counts the live links of @kind from @from, and those of them that lead to a group that was asked for. */
guint
part_count_links (PartJudge *judge, EarKind kind, guint from_field, const EarId *from, guint group_field, guint *n_in)
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

      if (!part_is_live (link) || !ear_record_get_id (link, from_field, &end) || !ear_id_equal (&end, from))
        continue;
      n++;
      *n_in += ear_record_get_id (link, group_field, &group) && part_group_is_in (judge, &group);
    }
  return n;
}

static gboolean
voice_is_of_groups (PartJudge *judge, const EarRecord *voice)
{
  guint n, n_in, n_speaker = 0, n_speaker_in = 0;
  EarId id;

  n = part_count_links (judge, EAR_KIND_CONTRIBUTION_GROUP, EAR_CONTRIBUTION_GROUP_CONTRIBUTION, &voice->id,
                   EAR_CONTRIBUTION_GROUP_GROUP, &n_in);
  if (ear_record_get_id (voice, EAR_CONTRIBUTION_PARTICIPANT, &id))
    n_speaker = part_count_links (judge, EAR_KIND_PARTICIPANT_GROUP, EAR_PARTICIPANT_GROUP_PARTICIPANT, &id,
                             EAR_PARTICIPANT_GROUP_GROUP, &n_speaker_in);
  if (n + n_speaker > 0)
    return n_in + n_speaker_in > 0;
  return ear_record_get_id (voice, EAR_CONTRIBUTION_SESSION, &id)
         && part_count_links (judge, EAR_KIND_SESSION_GROUP, EAR_SESSION_GROUP_SESSION, &id, EAR_SESSION_GROUP_GROUP, &n_in) == 1
         && n_in == 1;
}

/* --- What a part holds --- */

gboolean
part_voice_is_in (PartJudge *judge, const EarRecord *voice)
{
  return !judge->options->lists_only && !voice->erased
         && (refers_into (voice, EAR_CONTRIBUTION_SESSION, judge->sessions) || voice_is_of_groups (judge, voice));
}

static gboolean
is_moved (PartJudge *judge, const EarRecord *voice)
{
  return g_hash_table_contains (judge->moved, &voice->id);
}

static void
find_voices (PartJudge *judge)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, judge->records[EAR_KIND_CONTRIBUTION]);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const EarRecord *voice = value;
      EarId id;

      if (!part_voice_is_in (judge, voice) || part_leave (judge, voice) < PART_NO_WORDS)
        continue;
      part_add_id (judge->voices, &voice->id);
      if (ear_record_get_id (voice, EAR_CONTRIBUTION_SESSION, &id))
        part_add_id (judge->heard, &id);
      if (ear_record_get_id (voice, EAR_CONTRIBUTION_PARTICIPANT, &id))
        part_add_id (judge->speakers, &id);
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
find_reasons_of (PartJudge *judge, const EarRecord *voice, PartLeave leave, guint field)
{
  for (guint i = 0; i < part_count_values (voice, field); i++)
    {
      const EarVersion *version = part_value_of (voice, field, i);
      EarId id;

      if (version->value == NULL || !ear_id_parse (version->value, &id))
        continue;
      if (leave >= PART_BELONGING || (i == 0 && says_otherwise_now (part_find (judge, ear_field_info (voice->kind, field)->target, &id))))
        part_add_id (judge->reasons, &id);
    }
}

static void
find_reasons (PartJudge *judge)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, judge->records[EAR_KIND_CONTRIBUTION]);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const EarRecord *voice = value;

      PartLeave leave = part_leave (judge, voice);

      if (!part_voice_is_in (judge, voice) && !g_hash_table_contains (judge->kept, &voice->id))
        continue;
      /* Of one that nothing is told of only what was said since. */
      if (!part_voice_is_in (judge, voice) && !is_moved (judge, voice))
        leave = PART_NOTHING;
      find_reasons_of (judge, voice, leave, EAR_CONTRIBUTION_PARTICIPANT);
      find_reasons_of (judge, voice, leave, EAR_CONTRIBUTION_SESSION);
    }
}

/* From each record of @kind whose @from is in @set: where @to leads, or itself where that is 0. */
static void
follow (PartJudge *judge, EarKind kind, guint from, GHashTable *set, guint to, GHashTable *into)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, judge->records[kind]);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const EarRecord *record = value;
      EarId id = record->id;

      if (!record->erased && refers_into (record, from, set) && (to == 0 || (part_is_live (record) && ear_record_get_id (record, to, &id))))
        part_add_id (into, &id);
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
find_of_groups (PartJudge *judge, EarKind kind, guint group_field, guint to, GHashTable *into)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, judge->records[kind]);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const EarRecord *link = value;
      EarId group, id;

      if (!link->erased && part_is_live (link) && ear_record_get_id (link, group_field, &group) && part_group_is_in (judge, &group)
          && ear_record_get_id (link, to, &id))
        part_add_id (into, &id);
    }
}

/* That somebody whose voice has no group of its own has others than the group of the session. */
static gboolean
is_of_stranger (PartJudge *judge, const EarRecord *link)
{
  GHashTableIter iter;
  gpointer id;
  guint n_in;

  if (!part_is_live (link))
    return FALSE;
  g_hash_table_iter_init (&iter, judge->strangers);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      const EarRecord *voice = part_find (judge, EAR_KIND_CONTRIBUTION, id);
      EarId speaker, end;

      if (ear_record_get_id (voice, EAR_CONTRIBUTION_PARTICIPANT, &speaker)
          && ear_record_get_id (link, EAR_PARTICIPANT_GROUP_PARTICIPANT, &end) && ear_id_equal (&speaker, &end)
          && part_count_links (judge, EAR_KIND_CONTRIBUTION_GROUP, EAR_CONTRIBUTION_GROUP_CONTRIBUTION, id, EAR_CONTRIBUTION_GROUP_GROUP,
                          &n_in) == 0)
        return TRUE;
    }
  return FALSE;
}

/* That somebody is not of a group of the part any more. */
static gboolean
takes_from_group (PartJudge *judge, const EarRecord *link, guint field)
{
  EarId group;

  return !judge->options->lists_only && ear_record_is_deleted (link) && ear_record_get_id (link, field, &group) && part_group_is_in (judge, &group);
}

static gboolean
is_in_part (PartJudge *judge, const EarRecord *record)
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
                 && ear_record_get_id (record, EAR_SESSION_GROUP_GROUP, &group) && part_group_is_in (judge, &group))
             || takes_from_group (judge, record, EAR_SESSION_GROUP_GROUP);
    case EAR_KIND_PARTICIPANT:
      return g_hash_table_contains (judge->speakers, &record->id);
    case EAR_KIND_PARTICIPANT_GROUP:
      return refers_into (record, EAR_PARTICIPANT_GROUP_PARTICIPANT, judge->speakers)
             || takes_from_group (judge, record, EAR_PARTICIPANT_GROUP_GROUP) || is_of_stranger (judge, record);
    case EAR_KIND_CONTRIBUTION:
      return g_hash_table_contains (judge->voices, &record->id) || part_voice_is_in (judge, record) || is_moved (judge, record);
    case EAR_KIND_CONTRIBUTION_GROUP:
      return refers_into (record, EAR_CONTRIBUTION_GROUP_CONTRIBUTION, judge->voices)
             || takes_from_group (judge, record, EAR_CONTRIBUTION_GROUP_GROUP)
             || (part_is_live (record) && refers_into (record, EAR_CONTRIBUTION_GROUP_CONTRIBUTION, judge->strangers));
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
             && ear_record_get_id (record, EAR_COPRODUCTION_GROUP_GROUP, &group) && part_group_is_in (judge, &group);
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
leave_of (PartJudge *judge, const EarRecord *record)
{
  const EarKindInfo *info = ear_kind_info (record->kind);

  if (judge->is_part && !is_in_part (judge, record))
    return ((record->kind == EAR_KIND_PARTICIPANT || record->kind == EAR_KIND_SESSION)
            && g_hash_table_contains (judge->reasons, &record->id))
               || (record->kind == EAR_KIND_SESSION_GROUP && g_hash_table_contains (judge->shared, &record->id))
             ? PART_REASON
             : PART_NOTHING;
  if (record->kind == EAR_KIND_CONTRIBUTION)
    return is_moved (judge, record) ? MIN (PART_BELONGING, part_leave (judge, record)) : part_leave (judge, record);
  for (guint i = 0; i < info->n_fields; i++)
    {
      const EarRecord *voice;

      if (info->fields[i].type != EAR_TYPE_REFERENCE || info->fields[i].target != EAR_KIND_CONTRIBUTION)
        continue;
      voice = referred (judge, record, i);
      return voice == NULL || voice->erased              ? PART_ALL
             : part_leave (judge, voice) < PART_NO_WORDS ? PART_NOTHING
                                                           : part_leave (judge, voice);
    }
  return PART_ALL;
}

/* --- All of it --- */

static void
judge_kind (PartJudge *judge, EarKind kind)
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
                             record->erased ? g_strdup ("erased") : part_say (judge, record, leave));
    }
}

static void
judge_devices (PartJudge *judge, EarStore *store)
{
  guint before;
  EarId own;

  if ((judge->is_part || (judge->options != NULL && judge->options->partner != NULL)) && ear_store_get_device (store, &own, NULL))
    part_add_id (judge->devices, &own);
  do
    {
      before = g_hash_table_size (judge->devices);
      judge_kind (judge, EAR_KIND_DEVICE);
    }
  while (g_hash_table_size (judge->devices) > before);
}

static void
judge_authors (PartJudge *judge)
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
judge_only (PartJudge *judge, const char *kind, const EarId *ids, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      char text[EAR_ID_TEXT_SIZE];

      g_hash_table_insert (judge->judged, g_strdup_printf ("only %s %s", kind, ear_id_format (&ids[i], text)), g_strdup (""));
    }
}

static void
plan (PartJudge *judge)
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
    part_add_id (judge->sessions, &options->sessions[i]);
  find_voices (judge);
  part_find_moved (judge);
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
  PartJudge judge = { .store = store, .options = options, .judged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) };
  GHashTable **sets[] = { &judge.voices, &judge.moved, &judge.kept, &judge.strangers, &judge.shared, &judge.reasons, &judge.sessions, &judge.heard, &judge.speakers, &judge.actions, &judge.together, &judge.items,
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
  g_clear_pointer (&judge.once_groups, g_hash_table_unref);
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    g_hash_table_unref (*sets[i]);
  return judge.judged;
}
