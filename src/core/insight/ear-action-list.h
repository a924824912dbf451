/* SPDX-License-Identifier: GPL-3.0-or-later */
/* You said, we did: the ledger of actions, the trail from an action to the voices it answers and from a voice to what was
 * done, and what is still owed: voices without an answer, groups that were asked and never told. Reads, never writes. The
 * store's thread.
 *
 * Rules, shown beside the lists:
 * - An action is as far as its latest step says (view "action_now"); one without a step is heard.
 * - An action answers the voices it names, those with a theme it names or one below it, and those that are evidence for a
 *   priority it names or one below it (view "action_voices").
 * - A voice whose day nobody noted waits, too, and is told apart, since nobody knows how long.
 * - A voice has its answer once such an action is further than “considering”; that it will not be done is an answer.
 * - An action answers the groups it names and those of the voices it names (view "action_heard").
 * - A group was told where a telling says so of the group itself: what carers were told, young carers may not have heard.
 * - An action is overdue when its day has passed and it is neither done nor refused. */
#pragma once

#include "ear-insight.h"

G_BEGIN_DECLS

#define EAR_THROUGH_VOICE "voice"
#define EAR_THROUGH_THEME "theme"
#define EAR_THROUGH_PRIORITY "priority"

typedef struct
{
  EarId id, organisation_id; /* EAR_ID_NONE where nobody is named */
  char *title;
  char *organisation, *due, *outcome, *evidence; /* nullable */
  char *status;              /* a word of EAR_TERMS_STATUS */
  char *since;               /* (nullable) the day of the latest step */
  char *answer, *translated, *translated_language; /* (nullable) of the latest step */
  char *groups, *themes, *priorities; /* (nullable) names of what it answers, "; " between */
  char *told;                /* (nullable) the day a group was last told */
  guint n_voices;            /* that it names and that are here */
  guint n_steps;
  guint n_untold;            /* groups that it answers and that were not told */
  gboolean is_overdue;
  char *through;             /* (nullable) with a voice asked for: EAR_THROUGH_…, the nearest */
  char *through_name;        /* (nullable) the theme or priority */
} EarActionRow;

/* Every filter that is not NULL must hold. */
typedef struct
{
  const char *search;        /* words that stand in the title, an answer, the outcome or the organisation's name */
  const EarId *action;
  const EarId *voice;        /* what answers it */
  const EarId *group;        /* with its subtree */
  const EarId *theme;        /* with its subtree; named, or of a voice that is named */
  const EarId *priority;     /* with its subtree; as the theme */
  const EarId *organisation; /* that does it or said how far it is */
  const char *status;
  gboolean overdue;
  gboolean untold;           /* a group that it answers was not told */
} EarActionFilter;

char *ear_action_today (EarStore *store);
void ear_action_row_free (EarActionRow *row);
GPtrArray *ear_action_list (EarStore *store, const EarActionFilter *filter, GError **error); /* (element-type EarActionRow) */

/* ear-action-trail.c */
typedef struct
{
  EarId id;
  char *status, *happened;
  char *organisation, *answer, *translated, *translated_language, *evidence; /* nullable */
  gboolean is_current;
} EarActionStep;

typedef struct
{
  EarId id, group_id;
  char *group;
  char *told_on, *told_how; /* nullable */
} EarActionTelling;

typedef struct
{
  EarId id;
  char *text, *language; /* nullable; NULL too where the words may only be counted */
  char *permission;
  char *ref, *groups, *happened, *session_title; /* nullable */
  char *through;      /* EAR_THROUGH_… */
  char *through_name; /* (nullable) */
} EarTrailVoice;

typedef struct
{
  GPtrArray *steps;    /* EarActionStep, latest first */
  GPtrArray *tellings; /* EarActionTelling, latest first */
  GPtrArray *voices;   /* EarTrailVoice, those named first */
  guint n_voices;      /* all of them, also those beyond the limit */
  guint n_withdrawn;   /* voices it named whose consent was withdrawn since; nothing of them is left */
} EarActionTrail;

void ear_action_trail_free (EarActionTrail *trail);
EarActionTrail *ear_action_trail (EarStore *store, const EarId *action, guint limit, GError **error);
GPtrArray *ear_action_tellings (EarStore *store, const EarId *action, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarActionTrail, ear_action_trail_free)

/* ear-action-ends.c: a group, theme or priority that an action answers, an item of an agenda that it follows from, or an
 * organisation that does it. */
typedef struct
{
  EarKind kind;
  EarId id;
  char *name;
  gboolean is_named; /* else it is a group that a voice which is named speaks for */
} EarTrailEnd;

void ear_trail_end_free (EarTrailEnd *end);
GPtrArray *ear_action_ends (EarStore *store, const EarId *action, GError **error); /* (element-type EarTrailEnd) */
GPtrArray *ear_action_facet (EarStore *store, EarKind kind, GError **error);       /* (element-type EarTrailEnd) */

/* ear-action-gaps.c: what is owed. */
typedef struct
{
  EarId id;
  char *name;
  guint voices;
  guint undated; /* of what waits: voices beside these whose day nobody noted, so that nobody knows how long */
  guint actions; /* of a group never told: those that answer it */
  char *last;    /* (nullable) when the last of them was heard; of what waits, the first */
} EarOwed;

/* What people who were asked are owed. */
typedef struct
{
  EarOwed *all;               /* all voices that wait for an answer, each once */
  GPtrArray *groups, *themes; /* EarOwed: those of whose voices some wait, most first */
  GPtrArray *never_told;      /* EarOwed: groups that said something and were never told what became of anything */
} EarActionGaps;

void ear_owed_free (EarOwed *owed);
char *ear_unanswered_before (EarStore *store, guint months);
EarActionGaps *ear_action_gaps (EarStore *store, const char *before, GError **error);
void ear_action_gaps_free (EarActionGaps *gaps);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarActionGaps, ear_action_gaps_free)
typedef struct _EarCube EarCube;
GPtrArray *ear_never_told_of (EarCube *cube, GError **error);

G_END_DECLS
