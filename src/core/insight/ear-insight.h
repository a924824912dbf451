/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting and listing: reads source records, never writes them (what it counts from is kept, see ear-store-columns.h). Synchronous, on the store's thread.
 *
 * Counting rules, shown beside every figure:
 * - A voice is a live contribution of a session that is not deleted (view "voices").
 * - A voice with two themes counts under both and once in the total. A theme's figure holds its subtree's, each
 *   voice once.
 * - A theme that was merged into another stands for that one: codings with it, themes below it and mappings of it count
 *   there, also those that come later from somebody with the older codebook (table "theme_now").
 * - A coding with a theme that was split waits until somebody says which part is meant, and counts for the split theme
 *   until then (ear_split_list()).
 * - A voice's groups are its own and its speaker's; where neither says anything and the whole session was with one
 *   group, that one (view "voice_groups"). A group's figure holds its subtree's.
 * - A voice is evidence for a priority when one of its themes, or a theme above it, is mapped to it (view
 *   "voice_priorities"). A priority's figure holds those of the items below it.
 * - A place's figure holds those of the places inside it.
 * - Filters that are given together must all hold: a voice of carers who are Bangladeshi women is of both groups.
 * - Sessions are those in which a voice counted was heard. People are the speakers told apart there, each once however much
 *   they said and wherever; a speaker who stands for several counts as many. Who said a voice without a speaker is not known,
 *   so people are at least so many.
 * ear_counting_rules() says them to a person.
 */
#pragma once

#include "ear-span.h"
#include "ear-codebook-event.h"
#include "ear-store.h"
#include "ear-trend.h"

G_BEGIN_DECLS

#define EAR_INSIGHT_ERROR (ear_insight_error_quark ())

typedef enum
{
  EAR_INSIGHT_ERROR_AMBIGUOUS, /* several records are called that */
  EAR_INSIGHT_ERROR_PRESET,    /* no such way to protect small numbers */
  EAR_INSIGHT_ERROR_EDITION,   /* one that was published before cannot be read */
  EAR_INSIGHT_ERROR_TOO_LARGE, /* a table nobody could read */
} EarInsightError;

GQuark ear_insight_error_quark (void);

/* Keys of the heading under which the voices stand that have none of the dimension, so that none disappears. It is
 * the last one, its id is EAR_ID_NONE, and it is there only where there are such voices. */
#define EAR_HEADING_NO_THEME "no-theme"
#define EAR_HEADING_NO_GROUP "no-group"
#define EAR_HEADING_NO_PRIORITY "no-priority"
#define EAR_HEADING_NO_ORGANISATION "no-organisation"
#define EAR_HEADING_NOT_SAID "not-said" /* place, period, feeling */

/* ear-summary.c */
typedef enum
{
  EAR_DIMENSION_NONE,
  EAR_DIMENSION_THEME,
  EAR_DIMENSION_GROUP,
  EAR_DIMENSION_PRIORITY,
  EAR_DIMENSION_PLACE,
  EAR_DIMENSION_PERIOD,
  EAR_DIMENSION_FEELING,
  EAR_DIMENSION_PERMISSION,
  EAR_DIMENSION_ORGANISATION,
  EAR_N_DIMENSIONS
} EarDimension;

/* A voice of which only the year is known stands under that year, "2022, month not said", among the months, quarters and
 * financial years: a part of the year would be made up. */
typedef enum
{
  EAR_PERIOD_YEAR,
  EAR_PERIOD_FINANCIAL_YEAR, /* April to March, "2022–23" */
  EAR_PERIOD_QUARTER,
  EAR_PERIOD_MONTH,
} EarPeriod;

gboolean ear_dimension_from_name (const char *name, EarDimension *dimension);
const char *ear_dimension_name (EarDimension dimension); /* as ear_dimension_from_name() takes it */
const char *ear_counting_rules (EarDimension dimension); /* translated, one sentence or two */
const char *ear_dimension_label (EarDimension dimension); /* translated */

/* One row or column heading. With the priorities of all strategies each strategy is a heading above its own, and their
 * keys begin with its slug and a slash. */
typedef struct
{
  EarId id;      /* the record; EAR_ID_NONE for feelings, periods and "not said" */
  char *key;     /* stable: a slug, an enum word, a period, an id in text */
  char *label;   /* what a person reads */
  guint depth;   /* in its tree, 0 at the top */
  char *code;    /* (nullable) an official code */
} EarHeading;

typedef struct
{
  guint contributions;
  guint sessions;
  guint people;
} EarCount;

/* Counts by one dimension, or by two. With one, n_columns is 1 and columns is NULL. */
typedef struct
{
  EarDimension row_dimension, column_dimension;
  GPtrArray *rows;    /* EarHeading */
  GPtrArray *columns; /* (nullable) EarHeading */
  EarCount *cells;    /* row-major */
  EarCount *row_totals; /* n_rows; each voice once */
  EarCount *column_totals; /* n_columns; each voice once */
  EarCount total;     /* each voice once */
} EarTable;

typedef struct _EarVoiceFilter EarVoiceFilter;

typedef struct
{
  EarDimension rows, columns;
  EarPeriod period;
  const EarVoiceFilter *filter; /* (nullable) only voices that pass it */
  const EarId *strategy;   /* (nullable) for priorities: which; NULL for all */
  /* Rows and columns that nobody spoke to are shown too: a gap is a finding. A theme that is retired or was merged into
   * another is shown only where voices stand under it. */
  gboolean with_empty;
  gboolean columns_own; /* groups and places in the columns without what is below them */
} EarSummaryRequest;

EarTable *ear_summary (EarStore *store, const EarSummaryRequest *request, GError **error);

/* One small multiple: the voices under a heading of a third dimension, by the other two. All tables of a list have the same
 * rows and columns. */
typedef struct
{
  EarHeading *heading; /* (nullable) NULL: all voices, the first of the list */
  EarTable *table;
} EarLayer;

GPtrArray *ear_summary_layers (EarStore *store, const EarSummaryRequest *request, EarDimension by, GError **error);
EarCount ear_table_cell (const EarTable *table, guint row, guint column);
void ear_table_free (EarTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarTable, ear_table_free)

/* ear-voice-list.c */
typedef struct
{
  EarId id, session;
  char *text, *language; /* nullable: the words may have been withheld; the language of the text */
  char *original, *original_language; /* nullable */
  char *translator;  /* (nullable) whose the text is, where the original is in another language */
  char *feeling;     /* (nullable) a word of EAR_TERMS_FEELING */
  char *permission;  /* effective: of what people gave without knowing of each other, the strictest */
  gboolean is_disputed; /* what shows would allow more (ear-look.h) */
  gboolean verbatim;
  gboolean safeguarding; /* somebody may be at risk: for this laptop alone */
  char *speaker;     /* (nullable) the participant's label */
  char *groups;      /* (nullable) names, "; " between */
  char *themes;      /* (nullable) names, "; " between */
  char *place;       /* (nullable) name */
  char *happened;    /* (nullable) a moment */
  char *session_title; /* (nullable) */
  char *ref;         /* (nullable) */
  char *organisation;  /* (nullable) name */
} EarVoice;

void ear_voice_free (EarVoice *voice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarVoice, ear_voice_free)

/* What comes first. Voices of one conversation stand in the order they were said in, whatever comes first. */
typedef enum
{
  EAR_VOICE_SORT_TIME,    /* newest conversation */
  EAR_VOICE_SORT_SESSION, /* conversations by their names */
  EAR_VOICE_SORT_PLACE,   /* places by their names, in each by time */
  EAR_VOICE_SORT_MATCH,   /* what fits the words that are searched for best; by time where nothing is */
} EarVoiceSort;

/* Every filter that is not NULL must hold. */
struct _EarVoiceFilter
{
  const char *search;   /* words typed by a person: all of them, the last one as a beginning; "…" as a phrase */
  const EarId *group;   /* with its subtree */
  const EarId *also_group; /* and of this one too */
  const EarId *theme;   /* with its subtree */
  const EarId *also_theme; /* and with this one too */
  const EarId *priority; /* with its subtree */
  const EarId *place;   /* with what is inside it */
  const EarId *session;
  const EarId *organisation; /* that heard them */
  const char *coder;      /* coded by this coder; with a theme or a priority, with that one */
  /* Days, YYYY-MM-DD, both within; a voice of which only the year or the month is known is where all of that is. Both a year
   * alone: of which only that year is known (ear_period_span()). */
  const char *from, *to;
  const char *feeling;    /* a word of EAR_TERMS_FEELING, or EAR_HEADING_NOT_SAID */
  const char *permission; /* effective: a word of EAR_TERMS_PERMISSION */
  gboolean uncoded;
  gboolean needs_look;  /* something in it waits for a decision (ear-look.h) */
  const char *unanswered_before; /* a day: heard before it, or nobody noted when, and without an answer since (ear-action-list.h) */
  const EarId *action;  /* answered by this action */
  EarVoiceSort sort;
  gboolean oldest_first; /* time goes forward, else back; within a session always the order it was said in */
};

/* (element-type EarVoice) @limit 0: all of them. */
GPtrArray *ear_voice_list (EarStore *store, const EarVoiceFilter *filter, guint offset, guint limit, GError **error);
gint64 ear_voice_count (EarStore *store, const EarVoiceFilter *filter, GError **error);
/* Those with the given row numbers of contributions, in their order; one that is a voice no more is left out. */
GPtrArray *ear_voice_list_rows (EarStore *store, const guint32 *rows, guint n_rows, GError **error);

/* ear-voice-rows.c: which voices pass, in their order, for a list of any length. It says how it was when it was asked and does
 * not change; memory is four bytes a voice. Any thread, but for what takes the store. */
typedef struct _EarVoiceRows EarVoiceRows;

EarVoiceRows *ear_voice_rows_find (EarStore *store, const EarVoiceFilter *filter, GError **error);
EarVoiceRows *ear_voice_rows_ref (EarVoiceRows *rows);
void ear_voice_rows_unref (EarVoiceRows *rows);
guint ear_voice_rows_get_n (const EarVoiceRows *rows);
guint ear_voice_rows_get_total (const EarVoiceRows *rows); /* how many there are whatever the filter */
guint32 ear_voice_rows_get (const EarVoiceRows *rows, guint position); /* a row number of contributions */
GPtrArray *ear_voice_rows_read (EarStore *store, const EarVoiceRows *rows, guint offset, guint limit, GError **error);
gint64 ear_voice_rows_next_uncoded (EarStore *store, const EarVoiceRows *rows, guint from, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarVoiceRows, ear_voice_rows_unref)

/* ear-period.c */
gboolean ear_period_days (EarPeriod period, const char *key, char **from, char **to);
gboolean ear_period_span (EarPeriod period, const char *key, char **from, char **to);
gboolean ear_period_day (const char *typed, gboolean last, char **day);

/* ear-session-list.c */
typedef struct
{
  EarId id;
  char *title, *started; /* nullable, as all of these */
  GRefString *nature, *place, *venue, *organisation; /* place and organisation by name */
  GRefString *groups; /* names with numbers, "Carers 7; Bangladeshi women 3" */
  guint voices;
} EarSessionRow;

void ear_session_row_free (EarSessionRow *row);
GPtrArray *ear_session_list (EarStore *store, GError **error); /* newest first */

/* ear-tree-list.c: live records of a tree kind (place, group, theme, priority of one strategy) in tree order. */
typedef struct
{
  EarId id;
  EarId parent; /* EAR_ID_NONE at the top; cycles broken */
  char *name;
  char *slug;     /* (nullable) themes, priorities */
  char *nature;   /* (nullable) */
  char *detail;   /* (nullable) definition, description, pillar */
  guint depth;
  guint voices;   /* with its subtree, each once */
} EarTreeRow;

void ear_tree_row_free (EarTreeRow *row);
/* The same without the counts, but for how often a theme was given: cheap however many voices there are. */
GPtrArray *ear_tree_names (EarStore *store, EarKind kind, GError **error);
GPtrArray *ear_tree_list (EarStore *store, EarKind kind, const EarId *strategy, GError **error);

/* ear-evidence.c: one strategy's items in the document's order, with what was heard about each. */
typedef struct
{
  EarId id, parent;
  char *slug, *code, *label, *nature, *population, *pillar, *section; /* nullable but slug, label, nature */
  guint depth;
  EarCount count;
  guint works, does_not_work, ideas, questions, unsaid; /* voices; mixed counts in works and in does_not_work */
  char *groups;   /* (nullable) names of groups heard, "; " between */
  guint n_groups;
  char *places;   /* (nullable) names of places it was heard at, "; " between */
  guint n_places;
  EarShare now, before; /* of the voices of the newest period, and of the one before */
  guint n_answers; /* actions that serve it or an item below it */
  gboolean is_heading; /* a pillar or domain, or an item with others below it */
  gboolean is_gap; /* a thing to be answered for (not a mere heading) to which nobody spoke */
} EarEvidenceRow;

typedef struct
{
  EarId id;
  char *title, *short_title, *slug, *publisher, *source;
  gint64 from, to; /* years; -1 when not given */
  guint n_mapped;  /* of its priorities, how many a theme is mapped to */
} EarStrategyRow;

void ear_evidence_row_free (EarEvidenceRow *row);
void ear_strategy_row_free (EarStrategyRow *row);
GPtrArray *ear_strategy_list (EarStore *store, GError **error);
GPtrArray *ear_evidence_list (EarStore *store, const EarId *strategy, GError **error);

/* One strategy as a whole. */
typedef struct
{
  GPtrArray *rows;      /* EarEvidenceRow */
  EarTable *unplaced;   /* by theme: voices that have themes but are evidence for nothing in the strategy */
  guint n_unplaced;     /* each such voice once */
  char *now, *before;   /* (nullable) labels of the periods compared; NULL: no voice has a date */
} EarEvidence;

EarEvidence *ear_evidence_load (EarStore *store, const EarId *strategy, EarPeriod period, GError **error);
void ear_evidence_free (EarEvidence *evidence);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarEvidence, ear_evidence_free)

/* ear-splits.c: themes that were split into parts, and the codings still with them. Which part is meant a person has to say. */
typedef struct
{
  EarId id;
  EarId contribution;
  char *text;  /* (nullable) the voice's words */
  char *ref;   /* (nullable) the voice's */
  char *coder; /* (nullable) */
} EarSplitCoding;

typedef struct
{
  EarId id;
  char *name;
} EarSplitPart;

typedef struct
{
  EarId theme;
  char *name;
  GPtrArray *parts;   /* (element-type EarSplitPart) what it was split into; where one was merged since, what that stands for */
  guint n_codings;    /* all that wait */
  GPtrArray *codings; /* (element-type EarSplitCoding) of them as many as were asked for */
} EarSplit;

void ear_split_free (EarSplit *split);
/* (element-type EarSplit) Every theme that was split and retired, also where nothing waits. @limit: codings listed of each
 * theme; 0: all. */
GPtrArray *ear_split_list (EarStore *store, guint limit, GError **error);

/* ear-coding-list.c: who coded a voice with what, and where. */
typedef struct
{
  EarId id;
  EarId theme; /* what the coding's theme stands for now */
  char *name;  /* the theme's */
  int colour;  /* the theme's; -1 where it has none of its own */
  char *coder, *memo; /* nullable */
  gboolean is_own;    /* coded on this laptop */
  EarSpanFit fit;
  EarSpan span;       /* in the voice's text; 0 to 0 where it is about all of it */
  char *words;        /* (nullable) of the span */
} EarCodingRow;

void ear_coding_row_free (EarCodingRow *row);
GPtrArray *ear_coding_list (EarStore *store, const EarId *voice, GError **error); /* (element-type EarCodingRow) */
GHashTable *ear_coding_spans (EarStore *store, const EarId *session, GError **error); /* EarId → GPtrArray of EarCodingRow */
char *ear_own_coder (EarStore *store, GError **error);

/* ear-codebook.c: who published which version of the codebook, newest first. */
typedef struct
{
  EarId device;
  char *version, *published;      /* the version's name; a day */
  char *device_name, *organisation; /* nullable */
  guint n_changed;                /* themes and mappings that were changed since, here or elsewhere */
  gint64 stamp;                   /* of its publishing */
} EarCodebookVersion;

void ear_codebook_version_free (EarCodebookVersion *version);
GPtrArray *ear_codebook_versions (EarStore *store, GError **error); /* (element-type EarCodebookVersion) */

/* ear-codebook-changes.c: what was changed since a version's stamp; 0: all that there is. (element-type EarCodebookEvent) */
GPtrArray *ear_codebook_changes (EarStore *store, gint64 since, GError **error);

/* ear-find.c: by what a person types. @name matches an id, a slug ("strategy/slug" for a priority), a code, a ref, or a
 * name whatever its case; the first of these that matches decides. Several matches: EAR_INSIGHT_ERROR_AMBIGUOUS. */
gboolean ear_find (EarStore *store, EarKind kind, const char *name, EarId *id, GError **error);

G_END_DECLS
