/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "part-world.h"

#include "travel-world.h"

void
part_world_init (PartWorld *world)
{
  *world = (PartWorld) { 0 };
  for (guint i = 0; i < EAR_N_KINDS; i++)
    world->ids[i] = g_array_new (FALSE, FALSE, sizeof (EarId));
}

void
part_world_clear (PartWorld *world)
{
  for (guint i = 0; i < EAR_N_KINDS; i++)
    g_array_unref (world->ids[i]);
}

static const EarId *
any_below (PartWorld *world, EarKind kind, guint below)
{
  return below == 0 ? NULL : &g_array_index (world->ids[kind], EarId, travel_pick (below));
}

const EarId *
part_world_any (PartWorld *world, EarKind kind)
{
  return any_below (world, kind, world->ids[kind]->len);
}

static guint
index_of (PartWorld *world, const EarRecord *record)
{
  GArray *ids = world->ids[record->kind];

  for (guint i = 0; i < ids->len; i++)
    {
      if (ear_id_equal (&g_array_index (ids, EarId, i), &record->id))
        return i;
    }
  return ids->len;
}

/* Half of all say nothing, so that what is inherited matters. */
static const char *
any_term (const char *const *terms)
{
  guint n = g_strv_length ((char **) terms);
  guint at = travel_pick (2 * n);

  return at < n ? terms[at] : NULL;
}

static void
set_any (PartWorld *world, EarRecord *record, guint field)
{
  const EarFieldInfo *info = ear_field_info (record->kind, field);
  g_autofree char *word = NULL;
  const char *term;

  switch (info->type)
    {
    case EAR_TYPE_LINE:
    case EAR_TYPE_PROSE:
      word = g_strdup_printf ("%s%ux", info->flags & EAR_FIELD_LOCAL ? PART_LOCAL : PART_WORD, world->n_words++);
      ear_record_set (record, field, word);
      break;
    case EAR_TYPE_INTEGER:
      ear_record_set_integer (record, field, travel_pick (1000));
      break;
    case EAR_TYPE_BOOLEAN:
      ear_record_set_flag (record, field, travel_pick (2));
      break;
    case EAR_TYPE_DAY:
    case EAR_TYPE_MOMENT:
      word = g_strdup_printf ("2026-11-%02u", 1 + travel_pick (28));
      ear_record_set (record, field, word);
      break;
    case EAR_TYPE_LANGUAGE:
      ear_record_set (record, field, "bn");
      break;
    case EAR_TYPE_TERM:
      term = any_term (info->terms);
      ear_record_set (record, field, term == NULL && (info->flags & EAR_FIELD_REQUIRED) ? info->terms[0] : term);
      break;
    case EAR_TYPE_REFERENCE:
      /* Only what was made earlier stands above, so no tree goes round; the tests of trees see to those that do. */
      ear_record_set_id (record, field,
                         info->flags & EAR_FIELD_PARENT ? any_below (world, record->kind, index_of (world, record))
                                                        : part_world_any (world, info->target));
    }
}

static gboolean
is_end (const EarFieldInfo *info)
{
  return info->type == EAR_TYPE_REFERENCE && (info->flags & EAR_FIELD_REQUIRED);
}

/* Fields change now and then; the ends of a link do not. */
static void
edit (PartWorld *world, EarRecord *record, guint one_in)
{
  for (guint i = 1; i < ear_kind_info (record->kind)->n_fields; i++)
    {
      if (!is_end (ear_field_info (record->kind, i)) && travel_pick (one_in) == 0)
        set_any (world, record, i);
    }
}

/* Returns: whether there is something for each end. */
static gboolean
set_ends (PartWorld *world, EarRecord *record)
{
  EarId ends[2] = { EAR_ID_NONE, EAR_ID_NONE };
  guint n = 0;

  for (guint i = 1; i < ear_kind_info (record->kind)->n_fields; i++)
    {
      const EarFieldInfo *info = ear_field_info (record->kind, i);

      if (!is_end (info))
        {
          if (info->flags & EAR_FIELD_REQUIRED)
            set_any (world, record, i);
          continue;
        }
      set_any (world, record, i);
      if (!ear_record_get_id (record, i, &ends[n++]))
        return FALSE;
    }
  /* Two who link the same two records mean the same link; one voice may be coded twice with one theme. */
  if (n == 2 && record->kind != EAR_KIND_CODING)
    record->id = ear_id_derive_link (ear_kind_info (record->kind)->name, &ends[0], &ends[1]);
  return TRUE;
}

static void
put (PartWorld *world, EarStore *store, EarRecord *record)
{
  g_autoptr (GError) error = NULL;
  guint at = index_of (world, record);

  ear_store_put (store, record, &error);
  /* It belongs, or belonged, to somebody who was erased. */
  if (g_error_matches (error, EAR_STORE_ERROR, EAR_STORE_ERROR_ERASED))
    return;
  g_assert_no_error (error);
  if (at == world->ids[record->kind]->len)
    g_array_append_val (world->ids[record->kind], record->id);
}

static void
add (PartWorld *world, EarStore *store, EarKind kind)
{
  g_autoptr (EarRecord) record = ear_record_new (kind);
  g_autoptr (EarRecord) here = NULL;

  if (!set_ends (world, record))
    return;
  here = ear_store_get (store, kind, &record->id, NULL);
  if (here != NULL)
    return;
  edit (world, record, 2);
  put (world, store, record);
}

static EarRecord *
any_here (PartWorld *world, EarStore *store, EarKind kind)
{
  const EarId *id = part_world_any (world, kind);
  g_autoptr (EarRecord) record = id == NULL ? NULL : ear_store_get (store, kind, id, NULL);

  return record == NULL || record->erased ? NULL : g_steal_pointer (&record);
}

/* Mostly what hangs on the people and their words. */
static EarKind
any_kind (void)
{
  static const EarKind often[] = {
    EAR_KIND_CONTRIBUTION, EAR_KIND_CONTRIBUTION, EAR_KIND_CONTRIBUTION, EAR_KIND_CONTRIBUTION_GROUP,
    EAR_KIND_PARTICIPANT,  EAR_KIND_SESSION,      EAR_KIND_GROUP,        EAR_KIND_PARTICIPANT_GROUP,
    EAR_KIND_CODING,       EAR_KIND_ACTION,       EAR_KIND_SESSION_GROUP, EAR_KIND_ACTION_CONTRIBUTION,
  };

  return travel_pick (4) == 0 ? (EarKind) travel_pick (EAR_N_KINDS) : often[travel_pick (G_N_ELEMENTS (often))];
}

static void
erase_somebody (PartWorld *world, EarStore *store)
{
  g_autoptr (EarRecord) record = any_here (world, store, travel_pick (2) ? EAR_KIND_CONTRIBUTION : EAR_KIND_PARTICIPANT);
  g_autoptr (GError) error = NULL;

  if (record == NULL)
    return;
  ear_store_erase (store, record->kind, &record->id, &error);
  g_assert_no_error (error);
}

/* Consent alone, as one gives it or takes it back. */
static void
change_permission (PartWorld *world, EarStore *store)
{
  static const EarKind kinds[] = { EAR_KIND_CONTRIBUTION, EAR_KIND_CONTRIBUTION, EAR_KIND_PARTICIPANT, EAR_KIND_SESSION };
  g_autoptr (EarRecord) record = any_here (world, store, kinds[travel_pick (G_N_ELEMENTS (kinds))]);
  guint field;

  if (record == NULL)
    return;
  g_assert_true (ear_field_from_name (record->kind, "permission", &field));
  set_any (world, record, field);
  put (world, store, record);
}

void
part_world_act (PartWorld *world, EarStore *store)
{
  EarKind kind = any_kind ();
  guint what = travel_pick (20);
  g_autoptr (EarRecord) record = what < 10 || what > 16 ? NULL : any_here (world, store, kind);

  if (what < 10)
    add (world, store, kind);
  else if (what == 17 && travel_pick (3) == 0)
    erase_somebody (world, store);
  else if (what > 17)
    change_permission (world, store);
  else if (record != NULL)
    {
      if (what == 16)
        ear_record_set_flag (record, EAR_FIELD_DELETED, !ear_record_is_deleted (record));
      else
        edit (world, record, 4);
      put (world, store, record);
    }
}
