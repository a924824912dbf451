/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks to report on, and reading what was written. */
#pragma once

#include <libxml/tree.h>

#include "../insight/insight-world.h"
#include "ear-report.h"

G_BEGIN_DECLS

/* What somebody might put into a name to break a document. */
#define HOSTILE_NAME "<script src=\"http://x\">alert(1)</script> & \"quotes\" ]]> 'é'"
#define FORMULA_NAME "=HYPERLINK(\"http://x\",\"a\"), b"
#define BENGALI_WORDS "কেউ জিজ্ঞেস করেনি আমি কেমন আছি"
#define ARABIC_WORDS "الانتظار طويل جدا"

/* A small workbook made by hand: hostile names, four permissions, two scripts, a strategy with a gap. */
World *report_world_new (void);

/* Any failure ends the test. */
EarDocument *report_build (World *world, const EarReportOptions *options);
/* Reports to NAME in the world's folder and gives the path. */
char *report_write (World *world, const EarReportOptions *options, const char *name);
char *report_read (const char *path, gsize *size);

/* All elements of a name, in the order of the document; (element-type xmlNode), owned by the document. */
GPtrArray *report_elements (xmlNode *root, const char *name);
char *report_text_of (xmlNode *node);
char *report_attribute (xmlNode *node, const char *name);

G_END_DECLS
