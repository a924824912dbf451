/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-join-world.h"

#include <string.h>

#define MAX_EVENTS 512
#define DAY_MS G_GINT64_CONSTANT (86400000)

/* A set of events. */
typedef struct
{
  guint64 bits[MAX_EVENTS / 64];
} EventSet;

/* One field given one value by somebody. */
typedef struct
{
  guint field, device;
  EarStamp stamp;
  char *value;
  EventSet past; /* every event of the field that its author had seen, and what those had */
} Event;

typedef struct
{
  EarId id;
  EarRecord *record;
  EventSet known;
  gboolean erased; /* somebody it heard from had erased the record */
  EarRecord *dialog;
  EventSet dialog_known;
  EarClock last;
  gint64 skew;
  GArray *kept; /* EarStamp: what this laptop's history holds, by field */
} Device;

typedef struct
{
  EarRecord *record;
  EventSet known;
  gboolean erased;
} Letter;

struct _EarWorld
{
  guint n_devices, n_fields;
  guint fields[EAR_MAX_FIELDS];
  Device devices[EAR_WORLD_MAX_DEVICES];
  Event events[MAX_EVENTS];
  guint n_events;
  GPtrArray *letters;        /* Letter */
  GPtrArray *letter_records; /* their records, lent */
  gint64 now;
  gboolean any_erased;
};

static gboolean
has (const EventSet *set, guint event)
{
  return set->bits[event / 64] >> (event % 64) & 1;
}

static void
add (EventSet *set, guint event)
{
  set->bits[event / 64] |= G_GUINT64_CONSTANT (1) << (event % 64);
}

static void
add_all (EventSet *set, const EventSet *other)
{
  for (gsize i = 0; i < G_N_ELEMENTS (set->bits); i++)
    set->bits[i] |= other->bits[i];
}

static void
letter_free (Letter *letter)
{
  ear_record_free (letter->record);
  g_free (letter);
}

EarWorld *
ear_world_new (EarKind kind, const guint *fields, guint n_fields, guint n_devices)
{
  EarWorld *world = g_new0 (EarWorld, 1);
  EarId id = ear_id_new ();

  g_assert (n_devices <= EAR_WORLD_MAX_DEVICES && n_fields < EAR_MAX_FIELDS);
  world->n_devices = n_devices;
  world->fields[0] = EAR_FIELD_DELETED;
  world->n_fields = n_fields + 1;
  memcpy (world->fields + 1, fields, n_fields * sizeof *fields);
  world->letters = g_ptr_array_new_with_free_func ((GDestroyNotify) letter_free);
  world->letter_records = g_ptr_array_new ();
  world->now = G_GINT64_CONSTANT (1795342530000);
  for (guint i = 0; i < n_devices; i++)
    {
      world->devices[i].id = ear_id_new ();
      world->devices[i].record = ear_record_new_with_id (kind, &id);
      world->devices[i].kept = g_array_new (FALSE, FALSE, sizeof (EarStamp));
    }
  return world;
}

void
ear_world_free (EarWorld *world)
{
  for (guint i = 0; i < world->n_devices; i++)
    {
      ear_record_free (world->devices[i].record);
      g_clear_pointer (&world->devices[i].dialog, ear_record_free);
      g_array_unref (world->devices[i].kept);
    }
  for (guint i = 0; i < world->n_events; i++)
    g_free (world->events[i].value);
  g_ptr_array_unref (world->letter_records);
  g_ptr_array_unref (world->letters);
  g_free (world);
}

const EarRecord *
ear_world_record (EarWorld *world, guint device)
{
  return world->devices[device].record;
}

const GPtrArray *
ear_world_letters (EarWorld *world)
{
  return world->letter_records;
}

gboolean
ear_world_is_erased (EarWorld *world)
{
  return world->any_erased;
}

/* --- What must hold --- */

static const EarVersion *
version_at (const EarField *field, guint i)
{
  if (i == 0)
    return field->shown.stamp.clock != 0 ? &field->shown : NULL;
  return field->rivals != NULL && i <= field->rivals->len ? field->rivals->pdata[i - 1] : NULL;
}

static const EarVersion *
find_version (const EarField *field, const EarStamp *stamp)
{
  const EarVersion *version;

  for (guint i = 0; (version = version_at (field, i)) != NULL; i++)
    {
      if (ear_stamp_equal (&version->stamp, stamp))
        return version;
    }
  return NULL;
}

static gboolean
is_live (const EarWorld *world, const EventSet *known, guint event)
{
  if (!has (known, event))
    return FALSE;
  for (guint i = 0; i < world->n_events; i++)
    {
      if (has (known, i) && has (&world->events[i].past, event))
        return FALSE;
    }
  return TRUE;
}

/* The field holds exactly the values that nobody had seen who gave another one, the latest in front. */
static char *
check_field (const EarWorld *world, const Device *device, guint number)
{
  const EarField *field = &device->record->fields[number];
  guint n_live = 0, n_versions = 0;
  const EarVersion *version;
  const char *first = NULL;
  gboolean differ = FALSE;

  for (guint i = 0; i < world->n_events; i++)
    {
      const Event *event = &world->events[i];

      if (event->field != number || !is_live (world, &device->known, i))
        continue;
      version = find_version (field, &event->stamp);
      if (version == NULL)
        return g_strdup_printf ("field %u lost event %u (“%s”)", number, i, event->value);
      if (g_strcmp0 (version->value, event->value) != 0)
        return g_strdup_printf ("field %u says “%s” for event %u (“%s”)", number, version->value, i, event->value);
      differ |= n_live > 0 && g_strcmp0 (event->value, first) != 0;
      first = event->value;
      n_live++;
    }
  for (; (version = version_at (field, n_versions)) != NULL; n_versions++)
    {
      if (n_versions > 0 && ear_stamp_compare (&version_at (field, n_versions - 1)->stamp, &version->stamp) <= 0)
        return g_strdup_printf ("the versions of field %u are not in order", number);
    }
  if (n_versions != n_live)
    return g_strdup_printf ("field %u has %u versions for %u live events", number, n_versions, n_live);
  if (ear_field_in_conflict (field) != differ)
    return g_strdup_printf ("field %u is %sin conflict", number, differ ? "not " : "");
  return NULL;
}

static char *
check_device (const EarWorld *world, const Device *device)
{
  if (device->record->erased != device->erased)
    return g_strdup (device->erased ? "it is not erased" : "it is erased");
  for (guint i = 0; i < world->n_fields; i++)
    {
      char *wrong = NULL;

      if (!device->erased)
        wrong = check_field (world, device, world->fields[i]);
      else if (version_at (&device->record->fields[world->fields[i]], 0) != NULL
               || ear_record_get (device->record, world->fields[i]) != NULL)
        wrong = g_strdup_printf ("field %u is left of an erased record", world->fields[i]);
      if (wrong != NULL)
        return wrong;
    }
  return NULL;
}

static gboolean
is_replaced (const EarJoin *join, guint field, const EarStamp *stamp)
{
  for (guint i = 0; i < join->replaced->len; i++)
    {
      const EarReplaced *replaced = join->replaced->pdata[i];

      if (replaced->field == field && ear_stamp_equal (&replaced->version->stamp, stamp))
        return TRUE;
    }
  return FALSE;
}

static char *
check_kept (const EarField *from, const EarField *after, guint field, const EarJoin *join)
{
  const EarVersion *version;

  for (guint i = 0; (version = version_at (from, i)) != NULL; i++)
    {
      if (find_version (after, &version->stamp) == NULL && !is_replaced (join, field, &version->stamp))
        return g_strdup_printf ("the join lost “%s” of field %u", version->value, field);
    }
  return NULL;
}

/* What the join says that it did is what it did. */
static char *
check_join (const EarWorld *world, const EarRecord *before, const EarRecord *theirs, const EarRecord *after,
            const EarJoin *join)
{
  if (join->changed == ear_record_same_state (before, after))
    return g_strdup_printf ("the join says that it changed %s", join->changed ? "something" : "nothing");
  if (join->erased != (after->erased && !before->erased))
    return g_strdup ("the join says wrongly whether it erased");
  for (guint i = 0; i < world->n_fields && !after->erased; i++)
    {
      guint number = world->fields[i];
      const EarField *field = &after->fields[number];
      guint64 shown = g_strcmp0 (ear_record_get (before, number), ear_record_get (after, number)) != 0;
      gboolean is_new = FALSE;
      const EarVersion *version;
      char *lost = check_kept (&before->fields[number], field, number, join);

      if (lost == NULL)
        lost = check_kept (&theirs->fields[number], field, number, join);
      if (lost != NULL)
        return lost;
      for (guint j = 0; (version = version_at (field, j)) != NULL; j++)
        is_new |= find_version (&before->fields[number], &version->stamp) == NULL;
      if ((join->shown >> number & 1) != shown)
        return g_strdup_printf ("the join says wrongly whether field %u shows another value", number);
      if ((join->conflicts >> number & 1) != (guint64) (is_new && ear_field_in_conflict (field)))
        return g_strdup_printf ("the join says wrongly whether field %u has a new conflict", number);
    }
  return NULL;
}

/* --- What the laptops do --- */

static void
note_clock (EarWorld *world, Device *device, EarClock clock)
{
  guint64 limit = (guint64) (world->now + device->skew + DAY_MS);

  if (clock > device->last && ear_clock_ms (clock) <= limit)
    device->last = clock;
}

static char *
join_into (EarWorld *world, Device *device, const EarRecord *theirs, const EventSet *known, gboolean erased)
{
  g_autoptr (EarRecord) before = ear_record_copy (device->record);
  g_auto (EarJoin) join = { 0 };
  char *wrong;

  ear_record_join (device->record, theirs, &join);
  add_all (&device->known, known);
  device->erased |= erased;
  for (guint i = 0; i < join.replaced->len; i++)
    g_array_append_val (device->kept, ((EarReplaced *) join.replaced->pdata[i])->version->stamp);
  for (guint i = 0; i < world->n_fields; i++)
    {
      const EarVersion *version;

      for (guint j = 0; (version = version_at (&theirs->fields[world->fields[i]], j)) != NULL; j++)
        note_clock (world, device, version->stamp.clock);
    }
  wrong = check_join (world, before, theirs, device->record, &join);
  return wrong != NULL ? wrong : check_device (world, device);
}

/* A device's edit of a field has seen what its author was shown and everything that the device wrote before. */
static void
add_event (EarWorld *world, guint device, guint field, const EarVersion *version, const EventSet *shown, EventSet *added)
{
  guint number = world->n_events++;
  Event *event = &world->events[number];

  g_assert (number < MAX_EVENTS);
  *event = (Event) { field, device, version->stamp, g_strdup (version->value), { { 0 } } };
  for (guint i = 0; i < number; i++)
    {
      const Event *other = &world->events[i];

      if (other->field == field && (has (shown, i) || (other->device == device && has (&world->devices[device].known, i))))
        {
          add (&event->past, i);
          add_all (&event->past, &other->past);
        }
    }
  add (added, number);
}

/* @edited was edited by somebody to whom @shown was known. */
static char *
put (EarWorld *world, guint number, EarRecord *edited, const EventSet *shown)
{
  Device *device = &world->devices[number];
  gboolean is_new = edited->fields[EAR_FIELD_DELETED].shown.stamp.clock == 0;
  guint64 fields = edited->edited | (is_new ? 1 : 0);
  EventSet known = { 0 };
  EarStamp stamp;

  if (fields == 0 || device->erased || edited->erased)
    return NULL;
  device->last = ear_clock_tick (device->last, (guint64) (world->now + device->skew));
  stamp = (EarStamp) { device->last, device->id };
  ear_record_stamp (edited, &stamp);
  for (guint i = 0; i < world->n_fields; i++)
    {
      if (fields >> world->fields[i] & 1)
        add_event (world, number, world->fields[i], &edited->fields[world->fields[i]].shown, shown, &known);
    }
  return join_into (world, device, edited, &known, FALSE);
}

static void
edit (const EarWorld *world, EarRecord *record, const EarMove *move)
{
  guint field = world->fields[1 + move->field % (world->n_fields - 1)];
  char value[16];

  /* Few values, so that two people often say the same unknown to each other. */
  g_snprintf (value, sizeof value, "%u", move->value);
  switch (move->type)
    {
    case EAR_MOVE_EDIT:
    case EAR_MOVE_SAVE_DIALOG:
      ear_record_set (record, field, value);
      break;
    case EAR_MOVE_CLEAR:
      ear_record_set (record, field, NULL);
      break;
    case EAR_MOVE_DELETE:
    case EAR_MOVE_RESTORE:
      ear_record_set_flag (record, EAR_FIELD_DELETED, move->type == EAR_MOVE_DELETE);
      break;
    case EAR_MOVE_OPEN_DIALOG:
    case EAR_MOVE_ERASE:
    case EAR_MOVE_SEND:
    case EAR_MOVE_RECEIVE:
    case EAR_MOVE_CLOCK:
    case EAR_N_MOVES:
    default:
      break;
    }
}

static char *
save_dialog (EarWorld *world, guint number, const EarMove *move)
{
  Device *device = &world->devices[number];
  g_autoptr (EarRecord) dialog = g_steal_pointer (&device->dialog);

  if (dialog == NULL)
    return NULL;
  edit (world, dialog, move);
  return put (world, number, dialog, &device->dialog_known);
}

static char *
erase (EarWorld *world, Device *device)
{
  g_autoptr (EarRecord) mark = ear_record_new_with_id (device->record->kind, &device->record->id);
  EventSet nothing = { 0 };

  mark->erased = TRUE;
  world->any_erased = TRUE;
  return join_into (world, device, mark, &nothing, TRUE);
}

static void
send (EarWorld *world, const Device *device)
{
  Letter *letter = g_new0 (Letter, 1);

  *letter = (Letter) { ear_record_copy (device->record), device->known, device->erased };
  g_ptr_array_add (world->letters, letter);
  g_ptr_array_add (world->letter_records, letter->record);
}

static char *
receive (EarWorld *world, Device *device, gint32 number)
{
  const Letter *letter;

  if (world->letters->len == 0)
    return NULL;
  letter = world->letters->pdata[(guint) number % world->letters->len];
  return join_into (world, device, letter->record, &letter->known, letter->erased);
}

/* Makes one move. Returns: (nullable): what does not hold any more. */
char *
ear_world_move (EarWorld *world, const EarMove *move)
{
  guint number = move->device % world->n_devices;
  Device *device = &world->devices[number];
  g_autoptr (EarRecord) record = NULL;

  world->now += move->value; /* 0 too: several moves in one millisecond */
  switch (move->type)
    {
    case EAR_MOVE_EDIT:
    case EAR_MOVE_CLEAR:
    case EAR_MOVE_DELETE:
    case EAR_MOVE_RESTORE:
      record = ear_record_copy (device->record);
      edit (world, record, move);
      return put (world, number, record, &device->known);
    case EAR_MOVE_OPEN_DIALOG:
      g_clear_pointer (&device->dialog, ear_record_free);
      device->dialog = ear_record_copy (device->record);
      device->dialog_known = device->known;
      return NULL;
    case EAR_MOVE_SAVE_DIALOG:
      return save_dialog (world, number, move);
    case EAR_MOVE_ERASE:
      return erase (world, device);
    case EAR_MOVE_SEND:
      send (world, device);
      return NULL;
    case EAR_MOVE_RECEIVE:
      return receive (world, device, move->number);
    case EAR_MOVE_CLOCK:
      device->skew = move->number % (2 * DAY_MS);
      return NULL;
    case EAR_N_MOVES:
    default:
      g_return_val_if_reached (NULL);
    }
}

/* Everybody's record reaches everybody, in some order, some of it twice. Returns: (nullable): what is not as it
 * should be afterwards. */
char *
ear_world_settle (EarWorld *world, GRand *rand)
{
  for (guint round = 0; round < 2; round++)
    {
      for (guint i = 0; i < world->n_devices * 2; i++)
        {
          guint start = (guint) g_rand_int_range (rand, 0, (gint32) world->n_devices);
          Device *device = &world->devices[i % world->n_devices];

          for (guint j = 0; j < world->n_devices; j++)
            {
              const Device *other = &world->devices[(start + j) % world->n_devices];
              g_autoptr (EarRecord) theirs = ear_record_copy (other->record);
              EventSet known = other->known;
              char *wrong = join_into (world, device, theirs, &known, other->erased);

              if (wrong != NULL)
                return wrong;
            }
        }
    }
  for (guint i = 1; i < world->n_devices; i++)
    {
      if (!ear_record_same_state (world->devices[0].record, world->devices[i].record))
        return g_strdup_printf ("laptops 0 and %u differ after everything was exchanged", i);
    }
  for (guint i = 0; i < world->n_events && !world->any_erased; i++)
    {
      const Event *event = &world->events[i];
      const Device *author = &world->devices[event->device];
      gboolean kept = find_version (&author->record->fields[event->field], &event->stamp) != NULL;

      for (guint j = 0; j < author->kept->len && !kept; j++)
        kept = ear_stamp_equal (&g_array_index (author->kept, EarStamp, j), &event->stamp);
      if (!kept)
        return g_strdup_printf ("“%s” is nowhere at its author's, laptop %u", event->value, event->device);
    }
  return world->any_erased && !world->devices[0].record->erased ? g_strdup ("the erased record is back") : NULL;
}

/* --- Random moves --- */

GArray *
ear_moves_random (GRand *rand, guint n_moves, guint n_devices, guint n_fields, gboolean erase_too)
{
  static const guint weights[EAR_N_MOVES] = { 30, 6, 4, 4, 5, 5, 1, 18, 24, 3 };
  GArray *moves = g_array_new (FALSE, TRUE, sizeof (EarMove));

  while (moves->len < n_moves)
    {
      gint32 pick = g_rand_int_range (rand, 0, 100);
      EarMove move = { 0 };

      for (; pick >= (gint32) weights[move.type]; move.type++)
        pick -= (gint32) weights[move.type];
      if (move.type == EAR_MOVE_ERASE && !erase_too)
        continue;
      move.device = (guint) g_rand_int_range (rand, 0, (gint32) n_devices);
      move.field = (guint) g_rand_int_range (rand, 0, (gint32) n_fields);
      move.value = (guint) g_rand_int_range (rand, 0, 4);
      move.number = g_rand_int_range (rand, move.type == EAR_MOVE_CLOCK ? -2 * DAY_MS : 0, 2 * DAY_MS);
      g_array_append_val (moves, move);
    }
  return moves;
}

char *
ear_moves_describe (const GArray *moves)
{
  static const char *const names[EAR_N_MOVES] = { "edit",  "clear", "delete", "restore", "open-dialog", "save-dialog",
                                                  "erase", "send",  "receive", "clock" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < moves->len; i++)
    {
      const EarMove *move = &g_array_index (moves, EarMove, i);

      g_string_append_printf (text, "  %u: laptop %u %s field %u value %u number %d\n", i, move->device, names[move->type],
                              move->field, move->value, move->number);
    }
  return g_string_free (text, FALSE);
}
