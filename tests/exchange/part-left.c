/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What whoever got an earlier part may think is in it still: a second opinion on what data/schema/README.md says of what was moved
 * out of a part. */
#include "part-judge-private.h"

typedef gboolean (*IsOfPart) (PartJudge *judge, const EarId *id, gboolean once);

static gboolean
is_session_of_part (PartJudge *judge, const EarId *id, gboolean once G_GNUC_UNUSED)
{
  return g_hash_table_contains (judge->sessions, id);
}

/* --- Which groups were below one of the part --- */

static gboolean
once_leads_to (PartJudge *judge, const EarVersion *parent)
{
  EarId id;

  return parent->value != NULL && ear_id_parse (parent->value, &id) && g_hash_table_contains (judge->once_groups, &id);
}

static gboolean
once_stood_below (PartJudge *judge, const EarRecord *group)
{
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < part_count_values (group, EAR_GROUP_PARENT); i++)
    {
      if (once_leads_to (judge, part_value_of (group, EAR_GROUP_PARENT, i)))
        return TRUE;
    }
  before = ear_store_history (judge->store, EAR_KIND_GROUP, &group->id, EAR_GROUP_PARENT, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < before->len; i++)
    {
      if (once_leads_to (judge, before->pdata[i]))
        return TRUE;
    }
  return FALSE;
}

/* Round after round, until none is found any more. */
static void
find_once_groups (PartJudge *judge)
{
  guint before;

  judge->once_groups = g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, NULL);
  for (guint i = 0; i < judge->options->n_groups; i++)
    part_add_id (judge->once_groups, &judge->options->groups[i]);
  do
    {
      GHashTableIter iter;
      gpointer group;

      before = g_hash_table_size (judge->once_groups);
      g_hash_table_iter_init (&iter, judge->records[EAR_KIND_GROUP]);
      while (g_hash_table_iter_next (&iter, NULL, &group))
        {
          if (once_stood_below (judge, group))
            part_add_id (judge->once_groups, &((const EarRecord *) group)->id);
        }
    }
  while (g_hash_table_size (judge->once_groups) > before);
}

static gboolean
group_was_in (PartJudge *judge, const EarId *id)
{
  if (judge->once_groups == NULL)
    find_once_groups (judge);
  return g_hash_table_contains (judge->once_groups, id);
}

/* Whether a link of @kind connects @from with a group of the part, or, if it may be @once, did. */
static gboolean
has_link (PartJudge *judge, EarKind kind, guint from_field, const EarId *from, guint group_field, gboolean once)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, judge->records[kind]);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const EarRecord *link = value;
      EarId end, group;

      if (!link->erased && (once || !ear_record_is_deleted (link)) && ear_record_get_id (link, from_field, &end)
          && ear_id_equal (&end, from) && ear_record_get_id (link, group_field, &group)
          && (once ? group_was_in (judge, &group) : part_group_is_in (judge, &group)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_near_session (PartJudge *judge, const EarId *id, gboolean once)
{
  return has_link (judge, EAR_KIND_SESSION_GROUP, EAR_SESSION_GROUP_SESSION, id, EAR_SESSION_GROUP_GROUP, once);
}

static gboolean
is_near_speaker (PartJudge *judge, const EarId *id, gboolean once)
{
  return has_link (judge, EAR_KIND_PARTICIPANT_GROUP, EAR_PARTICIPANT_GROUP_PARTICIPANT, id, EAR_PARTICIPANT_GROUP_GROUP, once);
}

static gboolean
names (PartJudge *judge, const EarVersion *version, IsOfPart is_of_part, gboolean once)
{
  EarId id;

  return version->value != NULL && ear_id_parse (version->value, &id) && is_of_part (judge, &id, once);
}

/* By a value that waits or is history. */
static gboolean
belonged (PartJudge *judge, const EarRecord *voice, guint field, IsOfPart is_of_part, gboolean once)
{
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i < part_count_values (voice, field); i++)
    {
      if (names (judge, part_value_of (voice, field, i), is_of_part, once))
        return TRUE;
    }
  before = ear_store_history (judge->store, EAR_KIND_CONTRIBUTION, &voice->id, field, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < before->len; i++)
    {
      if (names (judge, before->pdata[i], is_of_part, once))
        return TRUE;
    }
  return FALSE;
}

static gboolean
belongs (PartJudge *judge, const EarRecord *voice, guint field, IsOfPart is_of_part, gboolean once)
{
  return names (judge, part_value_of (voice, field, 0), is_of_part, once);
}

static gboolean
was_set_later (const EarRecord *record, guint field)
{
  const EarField *values = &record->fields[field];

  return values->rivals != NULL
         || (values->shown.stamp.clock != 0
             && ear_stamp_compare (&values->shown.stamp, &record->fields[EAR_FIELD_DELETED].shown.stamp) != 0);
}

/* It may have been in one by its speaker or session, and is told where it is now. */
static gboolean
left_part (PartJudge *judge, const EarRecord *voice)
{
  return belonged (judge, voice, EAR_CONTRIBUTION_SESSION, is_session_of_part, FALSE)
         || belonged (judge, voice, EAR_CONTRIBUTION_SESSION, is_near_session, FALSE)
         || belonged (judge, voice, EAR_CONTRIBUTION_PARTICIPANT, is_near_speaker, FALSE)
         || (was_set_later (voice, EAR_CONTRIBUTION_PARTICIPANT)
             && belongs (judge, voice, EAR_CONTRIBUTION_SESSION, is_near_session, FALSE));
}

/* It may have been in one by whatever. */
static gboolean
was_ever_in_part (PartJudge *judge, const EarRecord *voice)
{
  return left_part (judge, voice) || belonged (judge, voice, EAR_CONTRIBUTION_SESSION, is_near_session, TRUE)
         || belonged (judge, voice, EAR_CONTRIBUTION_PARTICIPANT, is_near_speaker, TRUE)
         || belongs (judge, voice, EAR_CONTRIBUTION_SESSION, is_near_session, TRUE)
         || belongs (judge, voice, EAR_CONTRIBUTION_PARTICIPANT, is_near_speaker, TRUE)
         || has_link (judge, EAR_KIND_CONTRIBUTION_GROUP, EAR_CONTRIBUTION_GROUP_CONTRIBUTION, &voice->id, EAR_CONTRIBUTION_GROUP_GROUP,
                      TRUE);
}

static guint
count_session_groups (PartJudge *judge, const EarId *session)
{
  guint n_in;

  return part_count_links (judge, EAR_KIND_SESSION_GROUP, EAR_SESSION_GROUP_SESSION, session, EAR_SESSION_GROUP_GROUP, &n_in);
}

/* Of a session that was with a group of the part: a voice that it does not make one of the group. */
static void
find_beside (PartJudge *judge, const EarRecord *voice)
{
  EarId session;
  GHashTableIter iter;
  gpointer value;

  if (part_leave (judge, voice) < PART_NO_WORDS || !ear_record_get_id (voice, EAR_CONTRIBUTION_SESSION, &session)
      || !is_near_session (judge, &session, FALSE))
    return;
  if (count_session_groups (judge, &session) == 1)
    {
      part_add_id (judge->strangers, &voice->id);
      return;
    }
  g_hash_table_iter_init (&iter, judge->records[EAR_KIND_SESSION_GROUP]);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const EarRecord *link = value;
      EarId end;

      if (part_is_live (link) && ear_record_get_id (link, EAR_SESSION_GROUP_SESSION, &end) && ear_id_equal (&end, &session))
        part_add_id (judge->shared, &link->id);
    }
}

/* A speaker or session says since later, or is given to the voice since, what may be done with it. */
static gboolean
says_later (PartJudge *judge, const EarRecord *voice, guint field)
{
  for (guint i = 0; i < part_count_values (voice, field); i++)
    {
      const EarVersion *version = part_value_of (voice, field, i);
      const EarRecord *one;
      guint permission;
      EarId id;

      if (version->value == NULL || !ear_id_parse (version->value, &id))
        continue;
      one = part_find (judge, ear_field_info (voice->kind, field)->target, &id);
      if (one == NULL || one->erased)
        continue;
      g_assert_true (ear_field_from_name (one->kind, "permission", &permission));
      if (was_set_later (one, permission) || (was_set_later (voice, field) && ear_record_get (one, permission) != NULL))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_quoted_no_more (PartJudge *judge, const EarRecord *voice)
{
  return g_str_equal (part_permission_of (judge, voice), "paraphrase")
         && (was_set_later (voice, EAR_CONTRIBUTION_PERMISSION) || says_later (judge, voice, EAR_CONTRIBUTION_PARTICIPANT)
             || says_later (judge, voice, EAR_CONTRIBUTION_SESSION));
}

/* Of a session that is with a group of the part and in which something was said: the links that it has no more. */
static void
find_taken (PartJudge *judge, const EarRecord *voice)
{
  GHashTableIter iter;
  gpointer value;
  EarId session;

  if (!ear_record_get_id (voice, EAR_CONTRIBUTION_SESSION, &session) || !is_near_session (judge, &session, FALSE))
    return;
  g_hash_table_iter_init (&iter, judge->records[EAR_KIND_SESSION_GROUP]);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const EarRecord *link = value;
      EarId end;

      if (!link->erased && ear_record_is_deleted (link) && ear_record_get_id (link, EAR_SESSION_GROUP_SESSION, &end)
          && ear_id_equal (&end, &session))
        part_add_id (judge->shared, &link->id);
    }
}

void
part_find_moved (PartJudge *judge)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, judge->records[EAR_KIND_CONTRIBUTION]);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const EarRecord *voice = value;
      gboolean kept;

      if (voice->erased)
        continue;
      find_taken (judge, voice);
      if (part_voice_is_in (judge, voice))
        continue;
      find_beside (judge, voice);
      kept = (part_leave (judge, voice) != PART_ALL || is_quoted_no_more (judge, voice)) && was_ever_in_part (judge, voice);
      if (kept)
        part_add_id (judge->kept, &voice->id);
      if (left_part (judge, voice)
          || (!g_str_equal (part_permission_of (judge, voice), "quote") && was_ever_in_part (judge, voice)
              && (was_set_later (voice, EAR_CONTRIBUTION_PERMISSION) || was_set_later (voice, EAR_CONTRIBUTION_PARTICIPANT)
                  || was_set_later (voice, EAR_CONTRIBUTION_SESSION))))
        part_add_id (judge->moved, &voice->id);
    }
}
