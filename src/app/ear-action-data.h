/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pages of actions read from the workbook and write to it. One deed, one transaction, one undo. */
#pragma once

#include "ear-action-list.h"
#include "ear-action-work.h"
#include "ear-coproduction-list.h"
#include "ear-window.h"

G_BEGIN_DECLS

/* What the ledger is asked for. An id that is EAR_ID_NONE, and a string that is NULL, lets everything pass. */
typedef struct
{
  char *search, *status;
  EarId group, theme, priority, organisation;
  gboolean overdue;
  guint months; /* how long people may wait for an answer */
} EarLedgerQuery;

EarLedgerQuery *ear_ledger_query_copy (const EarLedgerQuery *query);
void ear_ledger_query_free (EarLedgerQuery *query);
gboolean ear_ledger_query_is_empty (const EarLedgerQuery *query);

typedef struct
{
  GPtrArray *actions;    /* EarActionRow, that pass */
  gboolean has_actions;  /* there are some, whether they pass or not */
  GPtrArray *facets[4];  /* EarTrailEnd: groups, themes, priorities, organisations */
  char *before;          /* the day before which voices were heard that wait */
  EarActionGaps *gaps;
  GPtrArray *log;        /* EarCoproductionRow */
  GPtrArray *ladder;     /* EarLadderRow */
} EarLedger;

gpointer ear_ledger_load (EarStore *store, gpointer query, GCancellable *cancellable, GError **error); /* EarLedger */
void ear_ledger_free (EarLedger *ledger);

/* One action with all that hangs on it. */
typedef struct
{
  EarActionRow *row;
  EarRecord *record;
  EarActionTrail *trail;
  GPtrArray *ends; /* EarTrailEnd */
} EarActionView;

gpointer ear_action_view_load (EarStore *store, gpointer id, GCancellable *cancellable, GError **error); /* EarActionView */
void ear_action_view_free (EarActionView *view);

/* @data: what ear_action_deed_do() was given. On the main thread, once the deed is written; not where it was refused. */
typedef void (*EarActionDone) (gpointer data);

/* A change. What is not set is not changed. */
typedef struct
{
  EarRecord *record;   /* (nullable) an action, a step or a co-production to be written */
  EarRecord *step;     /* (nullable) the first one of a new action */
  char *organisation;  /* (nullable) by name, of both; made where it is not here */
  GArray *ends;        /* EarActionEnd: linked to the action, or taken off */
  gboolean unlinks;
  EarId action;        /* whose ends these are, where no record is written */
  GArray *told;        /* (nullable) EarId: actions that a group was told about */
  GArray *groups;      /* (nullable) EarId: who was told; who took part in a co-production */
  GArray *people;      /* (nullable) gint64, beside the groups */
  GArray *absent;      /* (nullable) EarId: groups taken off a co-production */
  char *day, *how;
  EarKind removes;     /* with @removed */
  EarId removed;       /* EAR_ID_NONE: nothing */
  char *said;          /* what the toast says */
  EarActionDone done;  /* (nullable) set by ear_action_deed_do() */
} EarActionDeed;

EarActionDeed *ear_action_deed_new (const char *said);
void ear_action_deed_add_end (EarActionDeed *deed, EarKind kind, const EarId *id);
/* @deed: (transfer full) */
void ear_action_deed_do (EarWindow *window, EarActionDeed *deed, EarActionDone done, GObject *data);

G_END_DECLS
