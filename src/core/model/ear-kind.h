/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of record, and for each the fields it has. This is the one place that says so: the workbook's
 * tables, the bundle's elements and the command line's columns follow it, and tests hold them to it. */
#pragma once

#include "ear-id.h"

G_BEGIN_DECLS

/* In the order of a bundle: what is referred to comes before what refers to it. */
typedef enum
{
  EAR_KIND_ORGANISATION,
  EAR_KIND_DEVICE,
  EAR_KIND_PLACE,
  EAR_KIND_GROUP,
  EAR_KIND_THEME,
  EAR_KIND_STRATEGY,
  EAR_KIND_PRIORITY,
  EAR_KIND_MAPPING,
  EAR_KIND_SESSION,
  EAR_KIND_SESSION_GROUP,
  EAR_KIND_PARTICIPANT,
  EAR_KIND_PARTICIPANT_GROUP,
  EAR_KIND_CONTRIBUTION,
  EAR_KIND_CONTRIBUTION_GROUP,
  EAR_KIND_CODING,
  EAR_KIND_ACTION,
  EAR_KIND_ACTION_CONTRIBUTION,
  EAR_KIND_ACTION_THEME,
  EAR_KIND_ACTION_PRIORITY,
  EAR_KIND_ACTION_GROUP,
  EAR_KIND_ACTION_STEP,
  EAR_KIND_ACTION_TELLING,
  EAR_KIND_COPRODUCTION,
  EAR_KIND_COPRODUCTION_GROUP,
  EAR_KIND_AGENDA_ITEM,
  EAR_KIND_AGENDA_INPUT,
  EAR_KIND_AGENDA_SUPPORT,
  EAR_KIND_AGENDA_ACTION,
  EAR_KIND_TARGET,
  EAR_N_KINDS
} EarKind;

typedef enum
{
  EAR_TYPE_LINE,     /* text without line breaks */
  EAR_TYPE_PROSE,    /* text with line breaks */
  EAR_TYPE_INTEGER,  /* decimal, not negative */
  EAR_TYPE_BOOLEAN,  /* "true"; absent is false */
  EAR_TYPE_DAY,      /* YYYY-MM-DD */
  EAR_TYPE_MOMENT,   /* YYYY-MM-DD or YYYY-MM-DDThh:mm, local time where it happened */
  EAR_TYPE_LANGUAGE, /* BCP 47 tag */
  EAR_TYPE_TERM,     /* one of a fixed list of words */
  EAR_TYPE_REFERENCE /* the id of a record of another kind */
} EarType;

typedef enum
{
  EAR_FIELD_PLAIN = 0,
  /* Never leaves the laptop: no bundle, digest or report holds it. */
  EAR_FIELD_LOCAL = 1 << 0,
  /* Words that somebody said: withheld where the permission is to count only. */
  EAR_FIELD_WORDS = 1 << 1,
  /* The parent in a tree of records of the same kind. */
  EAR_FIELD_PARENT = 1 << 2,
  /* A record without it says nothing: an end of a link, a title. */
  EAR_FIELD_REQUIRED = 1 << 3,
} EarFieldFlags;

typedef struct
{
  const char *name; /* the element's name in a bundle; with '_' for '-', the column's name */
  EarType type;
  EarFieldFlags flags;
  EarKind target;           /* of a reference */
  const char *const *terms; /* of a term: NULL-terminated */
} EarFieldInfo;

typedef struct
{
  EarKind kind;
  const char *name;  /* the element's name in a bundle */
  const char *table; /* the table's name in a workbook */
  guint n_fields;
  const EarFieldInfo *fields;
} EarKindInfo;

#define EAR_MAX_FIELDS 32
#define EAR_MAX_LINE_BYTES 4000
#define EAR_MAX_PROSE_BYTES 1000000

/* Every kind's first field: absent while the record is there, "true" once it is deleted. */
#define EAR_FIELD_DELETED 0

const EarKindInfo *ear_kind_info (EarKind kind);
gboolean ear_kind_from_name (const char *name, EarKind *kind);
const EarFieldInfo *ear_field_info (EarKind kind, guint field);
gboolean ear_field_from_name (EarKind kind, const char *name, guint *field);
int ear_kind_parent_field (EarKind kind);
int ear_kind_owner_field (EarKind kind);
int ear_term_index (const char *const *terms, const char *value);

G_END_DECLS
