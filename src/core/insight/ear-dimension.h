/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dimensions voices are counted by: for each, the SQL that gives a voice its headings, and the headings. */
#pragma once

#include "ear-insight.h"

G_BEGIN_DECLS

/* What one side of a table counts by. */
typedef struct
{
  EarDimension dimension;
  EarPeriod period;
  gint64 strategy; /* for priorities: the row of one strategy, 0 for all */
} EarSide;

/* Headings are numbers while they are counted: a record's row, minus a strategy's row for the strategy as a whole,
 * a feeling's place in its list from 1, twice a period's number since year 0, or one less than that of the first period
 * of a year of which no more is known. NULL: the voice has none. */
typedef struct
{
  char *with;       /* (nullable) a table expression: each voice with each of its headings once */
  char *join;       /* joins it to the view voices, as "v" */
  char *expression; /* the heading's number */
} EarSideSql;

void ear_side_write (const EarSide *side, const char *prefix, EarSideSql *sql);
void ear_side_sql_clear (EarSideSql *sql);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarSideSql, ear_side_sql_clear)

/* Counts of a side: gint64 → EarCount, and the voices that have no heading. */
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

/* The headings of one side of a table in their order, and where each number stands. */
typedef struct
{
  GPtrArray *headings; /* EarHeading */
  GArray *totals;      /* EarCount, one a heading */
  GHashTable *index;   /* gint64 → index + 1; the voices without a heading are not in it */
  int none;            /* index of the heading of voices without one; -1 where there are none */
} EarAxis;

gboolean ear_axis_init (EarAxis *axis, EarStore *store, const EarSide *side, gboolean with_empty, GError **error);
int ear_axis_find (const EarAxis *axis, EarStatement *row, int column);
void ear_axis_clear (EarAxis *axis);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarAxis, ear_axis_clear)

void ear_heading_free (gpointer heading);
guint ear_period_in_year (EarPeriod period);
char *ear_period_key (EarPeriod period, gint64 number);
char *ear_period_label (EarPeriod period, gint64 number);

G_END_DECLS
