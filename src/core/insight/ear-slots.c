/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which headings the voices have. Voices share occasions and sets of themes and groups, so that it is worked out for each
 * of those once. */
#include "ear-dimension.h"

/* What was looked up lately, by its lowest bits: there are few headings and many occasions. */
#define RECENT 256

typedef struct
{
  gint64 number;
  guint32 slot; /* 0: nothing stands here */
} RecentSlot;

typedef struct
{
  gint64 row;
  gboolean known;
  GArray *list; /* (nullable) */
} RecentReach;

/* What the slots are filled from. */
typedef struct
{
  EarSlots *slots;
  const EarVoiceColumns *columns;
  const EarSide *side;
  GHashTable *reach;   /* (nullable) */
  GHashTable *slot_of; /* gint64 → slot */
  GArray *last_entry;  /* guint32, by slot: the entry + 1 that has it already */
  RecentSlot slots_lately[RECENT];
  RecentReach reach_lately[RECENT];
} Filling;

static guint32
ensure_slot (Filling *filling, gint64 number)
{
  RecentSlot *lately = &filling->slots_lately[number & (RECENT - 1)];
  guint32 slot, nothing = 0;

  if (lately->slot != 0 && lately->number == number)
    return lately->slot;
  slot = GPOINTER_TO_UINT (g_hash_table_lookup (filling->slot_of, &number));
  if (slot == 0)
    {
      slot = filling->slots->numbers->len;
      g_array_append_val (filling->slots->numbers, number);
      g_array_append_val (filling->last_entry, nothing);
      g_hash_table_insert (filling->slot_of, g_memdup2 (&number, sizeof number), GUINT_TO_POINTER (slot));
    }
  *lately = (RecentSlot) { number, slot };
  return slot;
}

static GArray *
find_reach (Filling *filling, gint64 row)
{
  RecentReach *lately = &filling->reach_lately[row & (RECENT - 1)];

  if (!lately->known || lately->row != row)
    *lately = (RecentReach) { row, TRUE, g_hash_table_lookup (filling->reach, &row) };
  return lately->list;
}

static void
add_heading (Filling *filling, guint entry, gint64 number)
{
  guint32 slot = ensure_slot (filling, number), mark = entry + 1;

  if (g_array_index (filling->last_entry, guint32, slot) == mark)
    return;
  g_array_index (filling->last_entry, guint32, slot) = mark;
  g_array_append_val (filling->slots->slots, slot);
}

static void
add_reached (Filling *filling, guint entry, gint64 row)
{
  GArray *list = find_reach (filling, row);

  for (guint i = 0; list != NULL && i < list->len; i++)
    add_heading (filling, entry, g_array_index (list, gint64, i));
}

static void
begin_entry (Filling *filling, guint entry)
{
  guint32 all = EAR_SLOT_ALL;

  filling->slots->starts[entry] = filling->slots->slots->len;
  g_array_append_val (filling->slots->slots, all);
}

static void
end_entry (Filling *filling, guint entry)
{
  guint32 none = EAR_SLOT_NONE;

  if (filling->slots->slots->len == filling->slots->starts[entry] + 1)
    g_array_append_val (filling->slots->slots, none);
}

static void
fill_from_sets (Filling *filling, const EarRowSets *sets)
{
  guint n = sets->starts->len - 1;

  filling->slots->starts = g_new (guint32, n + 1);
  for (guint entry = 0; entry < n; entry++)
    {
      begin_entry (filling, entry);
      for (guint i = g_array_index (sets->starts, guint32, entry); i < g_array_index (sets->starts, guint32, entry + 1); i++)
        add_reached (filling, entry, g_array_index (sets->items, guint32, i));
      end_entry (filling, entry);
    }
  filling->slots->starts[n] = filling->slots->slots->len;
}

static void
add_occasion (Filling *filling, guint entry, const EarOccasion *occasion)
{
  switch (filling->side->dimension)
    {
    case EAR_DIMENSION_PLACE:
      add_reached (filling, entry, occasion->place);
      break;
    case EAR_DIMENSION_ORGANISATION:
      add_reached (filling, entry, occasion->organisation);
      break;
    case EAR_DIMENSION_PERIOD:
      if (occasion->month != EAR_NO_MONTH)
        add_heading (filling, entry, ear_period_of_month (filling->side->period, occasion->month));
      break;
    case EAR_DIMENSION_FEELING:
      if (occasion->feeling > 0)
        add_heading (filling, entry, occasion->feeling);
      break;
    case EAR_DIMENSION_PERMISSION:
      if (occasion->permission > 0)
        add_heading (filling, entry, occasion->permission);
      break;
    case EAR_DIMENSION_NONE:
    case EAR_DIMENSION_THEME:
    case EAR_DIMENSION_GROUP:
    case EAR_DIMENSION_PRIORITY:
    case EAR_N_DIMENSIONS:
    default:
      g_assert_not_reached ();
    }
}

static void
fill_from_occasions (Filling *filling)
{
  GArray *occasions = filling->columns->occasion;

  filling->slots->starts = g_new (guint32, occasions->len + 1);
  for (guint entry = 0; entry < occasions->len; entry++)
    {
      begin_entry (filling, entry);
      add_occasion (filling, entry, &g_array_index (occasions, EarOccasion, entry));
      end_entry (filling, entry);
    }
  filling->slots->starts[occasions->len] = filling->slots->slots->len;
}

static void
fill (Filling *filling)
{
  EarSlots *slots = filling->slots;

  switch (filling->side->dimension)
    {
    case EAR_DIMENSION_NONE:
      slots->starts = g_new (guint32, 2);
      begin_entry (filling, 0);
      slots->starts[1] = slots->slots->len;
      break;
    case EAR_DIMENSION_THEME:
    case EAR_DIMENSION_PRIORITY:
      slots->entry_of = filling->columns->themes;
      fill_from_sets (filling, &filling->columns->theme_sets);
      break;
    case EAR_DIMENSION_GROUP:
      slots->entry_of = filling->columns->groups;
      fill_from_sets (filling, &filling->columns->group_sets);
      break;
    case EAR_DIMENSION_PLACE:
    case EAR_DIMENSION_PERIOD:
    case EAR_DIMENSION_FEELING:
    case EAR_DIMENSION_PERMISSION:
    case EAR_DIMENSION_ORGANISATION:
      slots->entry_of = filling->columns->occasions;
      fill_from_occasions (filling);
      break;
    case EAR_N_DIMENSIONS:
    default:
      g_assert_not_reached ();
    }
}

/**
 * ear_slots_init:
 * @slots: (out caller-allocates): to be cleared with ear_slots_clear(), after a failure too; lent @columns
 */
gboolean
ear_slots_init (EarSlots *slots, EarStore *store, const EarVoiceColumns *columns, const EarSide *side, GError **error)
{
  Filling filling = { .slots = slots, .columns = columns, .side = side };
  const gint64 first[2] = { 0, 0 };
  const guint32 marks[2] = { 0, 0 };
  gboolean needs_reach = side->dimension == EAR_DIMENSION_THEME || side->dimension == EAR_DIMENSION_GROUP
                         || side->dimension == EAR_DIMENSION_PRIORITY || side->dimension == EAR_DIMENSION_PLACE
                         || side->dimension == EAR_DIMENSION_ORGANISATION;

  *slots = (EarSlots) { .slots = g_array_new (FALSE, FALSE, sizeof (guint32)),
                        .numbers = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  g_array_append_vals (slots->numbers, first, G_N_ELEMENTS (first));
  if (needs_reach && (filling.reach = ear_reach_load (store, side, error)) == NULL)
    return FALSE;
  filling.slot_of = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  filling.last_entry = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_vals (filling.last_entry, marks, G_N_ELEMENTS (marks));
  fill (&filling);
  g_clear_pointer (&filling.reach, g_hash_table_unref);
  g_hash_table_unref (filling.slot_of);
  g_array_unref (filling.last_entry);
  return TRUE;
}

void
ear_slots_clear (EarSlots *slots)
{
  g_clear_pointer (&slots->starts, g_free);
  g_clear_pointer (&slots->slots, g_array_unref);
  g_clear_pointer (&slots->numbers, g_array_unref);
}
