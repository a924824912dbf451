/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file of strategies, themes, groups or places may hold, as a table: each list's elements and attributes, and
 * the record and field that each becomes. data/schema/reference.rnc says the same for others. */
#pragma once

#include "ear-fields.h"
#include "ear-kind.h"

G_BEGIN_DECLS

#define EAR_REFERENCE_NAMESPACE_STEM "urn:earshot:reference:"
#define EAR_REFERENCE_NAMESPACE "urn:earshot:reference:1"
#define EAR_REFERENCE_VERSION 1
#define EAR_REFERENCE_MAX_BYTES (16 * 1024 * 1024)
#define EAR_REFERENCE_MAX_DEPTH 16
#define EAR_REFERENCE_MAX_ITEMS 100000
#define EAR_REFERENCE_MAX_TEXT_BYTES EAR_MAX_LINE_BYTES

typedef enum
{
  EAR_REFERENCE_ANY = 0,
  EAR_REFERENCE_NEEDED = 1 << 0,
  EAR_REFERENCE_INHERITED = 1 << 1, /* by nested items that do not say otherwise */
} EarReferenceFlags;

/* An attribute, or an element that holds only text. */
typedef struct
{
  const char *name;
  int field; /* of the record, or -1 for none */
  EarReferenceFlags flags;
  const char *unsaid; /* its value where it is not given; NULL for none */
  gint64 least, most; /* of a number; both 0 for no bounds */
} EarReferencePart;

/* An element that becomes a record: a list itself, where it is a strategy, or one of its items. */
typedef struct
{
  const char *name;
  int kind; /* EarKind, or -1 for a list that is no record itself */
  gboolean nests;
  const EarReferencePart *attributes;
  const EarReferencePart *texts;
} EarReferenceItem;

typedef struct
{
  EarReferenceItem list;
  EarReferenceItem item;
} EarReferenceList;

/* Attributes that have a meaning beyond a field's value. */
#define EAR_REFERENCE_ID "id"
#define EAR_REFERENCE_REVISED "revised"

const EarReferenceList *ear_reference_find_list (const char *name);
gboolean ear_reference_is_slug (const char *text);

G_END_DECLS
