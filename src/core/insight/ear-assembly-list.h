/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Community Assemblies: what was on the agenda, what each table said to it, how much support there was, what came of it, and
 * how one Assembly compares with the next. Reads, never writes. The store's thread.
 *
 * Rules, shown beside the lists:
 * - An Assembly is a session of the nature “assembly”. Its tables are the participants of it that are a table or an
 *   organisation.
 * - Of the counts of support of one table (or the whole room) by one method the latest holds (view "support_now"); the others
 *   stay as what was counted before.
 * - What was removed from the agenda, or a table that was removed, is shown as removed for as long as something was said to it
 *   or counted for it. What was said to no item stands under one without an id.
 * - A theme was raised at an Assembly if a voice that was said there has it; it was raised again if it was at an earlier one. */
#pragma once

#include "ear-action-list.h"
#include "ear-insight.h"

G_BEGIN_DECLS

typedef struct
{
  EarId id;
  char *title, *started, *place, *venue; /* nullable; place by name */
  guint n_items, n_decided, n_tables, n_voices, n_actions;
} EarAssemblyRow;

void ear_assembly_row_free (EarAssemblyRow *row);
GPtrArray *ear_assembly_list (EarStore *store, GError **error); /* (element-type EarAssemblyRow), newest first */

typedef struct
{
  EarId id;
  char *label;
  char *sector;      /* (nullable) a word of EAR_TERMS_TABLE_SECTOR */
  char *groups;      /* (nullable) names, "; " between */
  gint64 people;     /* -1 where nobody counted */
  guint n_voices;
  gboolean is_removed;
} EarAssemblyTable;

typedef struct
{
  EarVoice *voice;
  const EarAssemblyTable *table; /* (nullable) NULL where no table is named */
  char *stance;                  /* (nullable) a word of EAR_TERMS_STANCE */
} EarAssemblyInput;

#define EAR_SUPPORT_N_NUMBERS 10

typedef struct
{
  EarId id;
  const EarAssemblyTable *table; /* (nullable) NULL: the whole room, or a table that has not come yet */
  gboolean whole_room;
  char *method;
  char *happened, *wording;      /* nullable */
  gint64 numbers[EAR_SUPPORT_N_NUMBERS]; /* in the order of the fields, from dots; -1: none */
  gboolean is_current;
} EarAssemblySupport;

typedef struct
{
  char *wording;
  char *author; /* (nullable) the laptop's name */
} EarAssemblyWording;

typedef struct
{
  EarId id;      /* EAR_ID_NONE: what was said to no item */
  char *nature, *wording, *decision, *outcome; /* nullable */
  gint64 minutes; /* -1: not planned */
  gboolean is_removed;
  GPtrArray *wordings; /* EarAssemblyWording, earlier ones that this workbook has seen or that were counted for, first first */
  GPtrArray *inputs;   /* EarAssemblyInput, in the order they were said in */
  GPtrArray *supports; /* EarAssemblySupport, tables in order, earlier counts after the one that holds */
  GPtrArray *actions;  /* EarActionRow */
} EarAssemblyItem;

typedef struct
{
  EarRecord *session;
  char *place;        /* (nullable) name */
  GPtrArray *items;   /* EarAssemblyItem: those on the agenda in order, then removed ones, then what was said to none */
  GPtrArray *tables;  /* EarAssemblyTable, by their labels with numbers as numbers */
} EarAssembly;

EarAssembly *ear_assembly_read (EarStore *store, const EarId *session, GError **error);
void ear_assembly_free (EarAssembly *assembly);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarAssembly, ear_assembly_free)

/* ear-assembly-support.c: what counts add up to. */
typedef struct
{
  const char *method;
  gint64 numbers[EAR_SUPPORT_N_NUMBERS];
  gboolean whole_room; /* a count of the whole room, which is not added to those of tables */
} EarSupportTotal;

void ear_support_range (const char *method, guint *first, guint *last); /* of EarAssemblySupport.numbers */
const char *ear_support_number_label (guint number);                    /* translated */
gboolean ear_support_total (const EarAssemblyItem *item, const char *method, EarSupportTotal *total);
int ear_support_percent (const EarSupportTotal *total);                 /* -1 where nothing can be said */
char *ear_support_text (const EarAssemblySupport *support);             /* translated: "5 for, 1 against" */

/* ear-assembly-compare.c */
typedef struct
{
  EarId theme;
  char *name;
  guint *voices; /* of each Assembly, in the order of @assemblies */
  guint n_times; /* at how many it was raised */
} EarAssemblyTheme;

typedef struct
{
  char *wording;
  EarId *items;  /* at each; EAR_ID_NONE where it did not stand on the agenda */
  int *percent;  /* of support at each; -1: none counted there */
  char **decisions; /* (nullable elements) at each */
  guint n_times;
} EarAssemblyAsked;

typedef struct
{
  GPtrArray *assemblies; /* EarAssemblyRow, oldest first */
  GPtrArray *themes;     /* EarAssemblyTheme, raised most often first */
  GPtrArray *asked;      /* EarAssemblyAsked: wordings that stood on several agendas */
  GPtrArray *once;       /* EarAssemblyAsked: the others, Assembly by Assembly in the order of their agendas */
  GPtrArray *actions;    /* (element-type GPtrArray of EarActionRow), of each Assembly */
} EarAssemblyComparison;

EarAssemblyComparison *ear_assembly_compare (EarStore *store, GError **error);
void ear_assembly_comparison_free (EarAssemblyComparison *comparison);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarAssemblyComparison, ear_assembly_comparison_free)

G_END_DECLS
