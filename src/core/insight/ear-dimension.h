/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dimensions voices are counted by: for each the headings a voice has, and the headings there are. */
#pragma once

#include "ear-insight.h"
#include "ear-store-columns.h"

G_BEGIN_DECLS

/* What one side of a table counts by. */
typedef struct
{
  EarDimension dimension;
  EarPeriod period;
  gint64 strategy; /* for priorities: the row of one strategy, 0 for all */
  gboolean own;    /* what stands in a tree without what is below it: who was heard, not who might stand for them */
} EarSide;

/* Counts of a side: gint64 → EarCount, and the voices that have no heading. Headings are numbers while they are counted: a
 * record's row, minus a strategy's row for the strategy as a whole, a word's place in its list from 1, twice a period's
 * number since year 0, or one less than that of the first period of a year of which no more is known. */
typedef struct
{
  GHashTable *by_heading;
  EarCount none;
} EarSideCounts;

gboolean ear_side_count (EarStore *store, const EarSide *side, EarSideCounts *counts, GError **error);
EarCount ear_side_counts_get (const EarSideCounts *counts, gint64 heading);
void ear_side_drop_passed (const EarSideCounts *counts, GPtrArray *nodes);
void ear_side_counts_clear (EarSideCounts *counts);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarSideCounts, ear_side_counts_clear)

/* ear-reach.c: what a theme, group, place or organisation counts for: gint64 row → GArray of gint64 headings. A row that is
 * not there counts for nothing. */
GHashTable *ear_reach_load (EarStore *store, const EarSide *side, GError **error);
gboolean ear_reach_holds (GHashTable *reach, gint64 row, gint64 heading);

/* ear-slots.c: the headings of one side in a row of slots, and which of them each kind of voice has. Slot 0 is all
 * voices, slot 1 those without a heading. */
typedef struct
{
  const guint32 *entry_of; /* (nullable) for each voice its entry; NULL: all have the first */
  guint32 *starts;         /* of each entry, in slots; one more than there are entries */
  GArray *slots;           /* guint32 */
  GArray *numbers;         /* gint64, the heading of each slot; of the first two 0 */
} EarSlots;

#define EAR_SLOT_ALL 0
#define EAR_SLOT_NONE 1

gboolean ear_slots_init (EarSlots *slots, EarStore *store, const EarVoiceColumns *columns, const EarSide *side, GError **error);
void ear_slots_clear (EarSlots *slots);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarSlots, ear_slots_clear)

/* The headings of one side of a table in their order, and where each number stands. */
typedef struct
{
  GPtrArray *headings; /* EarHeading */
  GArray *totals;      /* EarCount, one a heading */
  GHashTable *index;   /* gint64 → index + 1; the voices without a heading are not in it */
  int none;            /* index of the heading of voices without one; -1 where there are none */
} EarAxis;

gboolean ear_axis_init (EarAxis *axis, EarStore *store, const EarSide *side, const EarSideCounts *counts, gboolean with_empty,
                        GError **error);
int ear_axis_find (const EarAxis *axis, gint64 number);
void ear_axis_clear (EarAxis *axis);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarAxis, ear_axis_clear)

EarHeading *ear_heading_copy (const EarHeading *heading);
void ear_heading_free (gpointer heading);
guint ear_period_in_year (EarPeriod period);
gint64 ear_period_of_month (EarPeriod period, gint32 month);
gint32 ear_month_read (const char *text);
char *ear_period_key (EarPeriod period, gint64 number);
char *ear_period_label (EarPeriod period, gint64 number);

G_END_DECLS
