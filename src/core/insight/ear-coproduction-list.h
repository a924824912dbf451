/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log of what was done together with people, and how far up the ladder of co-production it was. The ladder is that of
 * Think Local Act Personal and the National Co-production Advisory Group: coercion, educating, informing, consultation,
 * engagement, co-design, co-production. Reads, never writes. The store's thread. */
#pragma once

#include "ear-insight.h"

G_BEGIN_DECLS

#define EAR_LADDER_RUNGS 7

typedef struct
{
  EarId id;
  char *title;
  char *project, *happened, *stage, *rung, *organisation, *reward, *decision, *influence; /* nullable */
  gint64 hours;  /* -1 where nobody counted */
  gint64 people; /* of all groups that were counted; -1 where none was */
  char *groups;  /* (nullable) names with numbers, "Carers 7; Young carers 3" */
} EarCoproductionRow;

typedef struct
{
  const EarId *group;  /* (nullable) with its subtree */
  const char *project; /* (nullable) */
} EarCoproductionFilter;

void ear_coproduction_row_free (EarCoproductionRow *row);
/* (element-type EarCoproductionRow) Newest first. */
GPtrArray *ear_coproduction_list (EarStore *store, const EarCoproductionFilter *filter, GError **error);

/* Who took part in one activity. */
typedef struct
{
  EarId id;
  char *name;
  gint64 people; /* -1 where nobody counted */
} EarCoproductionGroup;

void ear_coproduction_group_free (EarCoproductionGroup *group);
GPtrArray *ear_coproduction_groups (EarStore *store, const EarId *activity, GError **error); /* (element-type EarCoproductionGroup) */

/* One group in one project: where on the ladder it stood first and stands now. Rungs are 0 for coercion to 6 for
 * co-production, -1 where no activity said. */
typedef struct
{
  char *project; /* (nullable) activities of no project together */
  char *group;   /* (nullable) activities that name no group together */
  guint n_activities;
  int first, latest, highest;
  char *first_day, *latest_day; /* (nullable) of activities with a rung */
} EarLadderRow;

void ear_ladder_row_free (EarLadderRow *row);
GPtrArray *ear_coproduction_ladder (EarStore *store, GError **error); /* (element-type EarLadderRow) by project, then group */
const char *ear_ladder_moved (const EarLadderRow *row); /* translated: “moved up”, “moved down”, “stayed” … */

G_END_DECLS
