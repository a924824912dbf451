/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The card's layout and limits, for the files of this room; data/schema/README.md and card.rnc tell it to others. */
#pragma once

#include "ear-card.h"
#include "ear-xml-input.h"

G_BEGIN_DECLS

#define EAR_CARD_NAMESPACE_STEM "urn:earshot:card:"
#define EAR_CARD_NAMESPACE "urn:earshot:card:1"
#define EAR_CARD_VERSION 1
#define EAR_CARD_MAX_BYTES 65536
/* What is signed begins with this, so that no signature made for something else fits a card. */
#define EAR_CARD_SIGNED "earshot-card-1"
#define EAR_CARD_SIGNATURE_BYTES 64

/* ear-card.c */
GString *ear_card_signed_text (const EarCard *card);

/* ear-card-reader.c */
EarCard *ear_card_read_stream (const EarXmlSource *source, GError **error);

G_END_DECLS
